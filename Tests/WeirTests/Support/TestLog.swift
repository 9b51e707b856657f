import Foundation

@testable import weir

/// A file or a pipe with a session log, which is removed with this object.
final class TestLog {
  let path: String
  private var pipe: FileHandle?

  private static var newPath: String {
    FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)").path
  }

  init(_ text: String) throws {
    path = TestLog.newPath
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// A pipe that stays open until `close`.
  init(pipeWith text: String) throws {
    path = TestLog.newPath
    mkfifo(path, 0o600)
    // Opened for reading as well; otherwise opening would block.
    pipe = FileHandle(forUpdatingAtPath: path)
    write(text)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String) { pipe?.write(Data(text.utf8)) }

  func close() {
    try? pipe?.close()
    pipe = nil
  }

  /// The header of a log of another program.
  static let header = """
    {"weir":2,"version":"1","scenario":"shop","started":"2026-11-22T09:00:00Z","source":"probe","clock":"real"}

    """

  /// One line per instant in milliseconds, at which another task begins.
  static func lines(at milliseconds: [Int], from task: Int = 1) -> String {
    milliseconds.enumerated().map { index, time in
      """
      {"t":\(time)000000,"e":"taskCreated","task":\(task + index),"name":"t-\(task + index)",\
      "role":"t","parent":0}

      """
    }.joined()
  }

  static func end(at milliseconds: Int, _ reason: String = "exited") -> String {
    "{\"t\":\(milliseconds)000000,\"e\":\"end\",\"events\":1,\"reason\":\"\(reason)\"}\n"
  }
}

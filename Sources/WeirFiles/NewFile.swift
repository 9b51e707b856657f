import Foundation

/// A file that is made with a text in it, whole or not at all.
public struct NewFile: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Makes the file. Whatever stands at the path is left alone: a file, or a link, wherever it leads.
  public func write(_ text: String) throws(FileTrouble) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    do throws(FileTrouble) {
      try NewFile.write(text, to: file)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Writes a text to an open file, in as many pieces as the system takes.
  public static func write(_ text: String, to file: Int32) throws(FileTrouble) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }
}

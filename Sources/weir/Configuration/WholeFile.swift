import Foundation

/// A file that is read and written in one piece: whoever reads it sees the old text or the new one, never a part.
struct WholeFile {
  /// A larger file is none of ours.
  private static let limit = 1 << 20

  let url: URL

  var path: String { url.path }

  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// The text, or nothing where there is no file. What is no UTF-8 is refused, since it would be lost when
  /// the text is written back; only what is of no great worth is repaired.
  func read(repairing isRepairing: Bool = false) throws(ConfigurationError) -> String? {
    guard exists else { return nil }
    let attributes = try? FileManager.default.attributesOfItem(atPath: target.path)
    let (type, size) = (attributes?[.type] as? FileAttributeType, attributes?[.size] as? Int ?? 0)
    guard type == .typeRegular else { throw .unreadable(path: path, reason: "it is no file") }
    guard size <= WholeFile.limit else { throw .unreadable(path: path, reason: "it is too large") }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path: path, reason: WholeFile.reason) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    guard let data = try? handle.readToEnd() ?? Data() else {
      throw .unreadable(path: path, reason: WholeFile.reason)
    }
    if isRepairing { return String(decoding: data, as: UTF8.self) }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .unreadable(path: path, reason: "it is no text in UTF-8")
    }
    return text
  }

  /// Puts a text in the place of what is there, and makes the folders above it. A link stays one: what it leads to is
  /// written.
  func write(_ text: String) throws(ConfigurationError) {
    let target = target
    try makeFolder(target.deletingLastPathComponent().path)
    let draft = target.path + ".\(getpid()).new"
    let mode = (try? FileManager.default.attributesOfItem(atPath: target.path))?[.posixPermissions]
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode as? mode_t ?? 0o644)
    guard file >= 0 else { throw .unwritable(path: path, reason: WholeFile.reason) }
    let isWritten = WholeFile.write(text, to: file) && fsync(file) == 0
    let reason = WholeFile.reason
    close(file)
    guard isWritten else {
      unlink(draft)
      throw .unwritable(path: path, reason: reason)
    }
    guard rename(draft, target.path) == 0 else {
      let reason = WholeFile.reason
      unlink(draft)
      throw .unwritable(path: path, reason: reason)
    }
  }

  private var target: URL { url.resolvingSymlinksInPath() }

  private func makeFolder(_ folder: String) throws(ConfigurationError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      // The system's own words are shorter than those of the error, and the same as for files.
      mkdir(folder, 0o755)
      throw .unwritable(path: path, reason: WholeFile.reason)
    }
  }

  private static func write(_ text: String, to file: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The system's words for what has just failed.
  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}

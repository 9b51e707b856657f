import Foundation
import WeirFiles

/// A file that is read and written as a whole: a reader sees the old or the new text, never a part.
struct WholeFile {
  let url: URL
  /// The maximum number of bytes read; none of our files is larger.
  let limit: Int

  init(url: URL, limit: Int = 1 << 20) {
    self.url = url
    self.limit = limit
  }

  var path: String { url.path }

  /// Whether the file exists; a dangling link counts as missing.
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// Returns the text; `nil` if there is no file. Invalid UTF-8 is refused, since it would be lost
  /// when the text is written back, unless the caller allows repairing it.
  func read(repairing isRepairing: Bool = false) throws(ConfigurationError) -> String? {
    guard exists else { return nil }
    let file = TextFile(path: path, limit: limit)
    do throws(TextFile.Failure) {
      return isRepairing ? String(decoding: try file.bytes(), as: UTF8.self) : try file.text()
    } catch {
      throw .unreadable(path: path, error)
    }
  }

  /// Replaces the text of the file, and creates the folders above it. A link stays a link: its
  /// destination is written or created. Owner and permissions stay the same, and a read-only file
  /// is refused.
  func write(_ text: String) throws(ConfigurationError) {
    do throws(FileSystemError) {
      let target = try LinkTarget(path).path
      try WholeFile.makeFolder(above: target)
      let draft = try Draft(of: target)
      try draft.replace(with: text)
    } catch {
      throw .unwritable(path: path, error)
    }
  }

  private static func makeFolder(above path: String) throws(FileSystemError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      // The system's own message is shorter than that of the error, and the same as for files.
      mkdir(folder, 0o755)
      throw .last
    }
  }
}

import Foundation
import WeirFiles

/// A file that is read and written in one piece: a reader sees the old text or the new one, never a
/// part.
struct WholeFile {
  let url: URL
  /// The most bytes that are read; a larger file is none of ours.
  let limit: Int

  init(url: URL, limit: Int = 1 << 20) {
    self.url = url
    self.limit = limit
  }

  var path: String { url.path }

  /// Whether there is something to be read; a link that leads nowhere is nothing.
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// The text, or nil if there is no file. What is not UTF-8 is refused, since it would be lost
  /// when the text is written back; only what is of no great worth is repaired.
  func read(repairing isRepairing: Bool = false) throws(ConfigurationError) -> String? {
    guard exists else { return nil }
    let file = TextFile(path: path, limit: limit)
    do throws(TextFile.Failure) {
      return isRepairing ? String(decoding: try file.bytes(), as: UTF8.self) : try file.text()
    } catch {
      throw .unreadable(path: path, error)
    }
  }

  /// Puts a text in the place of what is there, and makes the folders above it. A link stays one: what it leads to is
  /// written, or made. Owner and permissions stay, and what nobody may write is left alone.
  func write(_ text: String) throws(ConfigurationError) {
    do throws(FileTrouble) {
      let target = try LinkTarget(path).path
      try WholeFile.makeFolder(above: target)
      let draft = try Draft(of: target)
      try draft.replace(with: text)
    } catch {
      throw .unwritable(path: path, error)
    }
  }

  private static func makeFolder(above path: String) throws(FileTrouble) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      // The system's own words are shorter than those of the error, and the same as for files.
      mkdir(folder, 0o755)
      throw .last
    }
  }
}

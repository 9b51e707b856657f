import Foundation

/// The path to which the links of a path lead in the end, even if nothing exists there yet.
public struct LinkTarget {
  /// The number of links in a row that the system follows.
  private static let limit = 40

  /// The path at the end of the links.
  public let path: String

  /// Follows the links of the last component, one after the other; the system follows those of the
  /// folders.
  ///
  /// - Throws: `FileSystemError` with `ELOOP` if the links form a circle.
  public init(_ path: String) throws(FileSystemError) {
    var path = path
    for _ in 0...LinkTarget.limit {
      guard let next = LinkTarget.destination(of: path) else {
        self.path = path
        return
      }
      path = next
    }
    throw FileSystemError(ELOOP)
  }

  private static func destination(of path: String) -> String? {
    guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
      return nil
    }
    guard !next.hasPrefix("/") else { return next }
    // Not simplified: what `..` leads to depends on the links before it.
    let folder = NSString(string: path).deletingLastPathComponent
    return folder.isEmpty ? next : NSString(string: folder).appendingPathComponent(next)
  }
}

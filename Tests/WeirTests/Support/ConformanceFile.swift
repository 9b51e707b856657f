import Foundation

/// One of the conformance logs.
struct ConformanceFile {
  let bytes: Data

  /// The files whose header is accepted.
  static let readable = names().filter { !["header-twice", "no-seed", "version-3"].contains($0) }

  private static func names(here: String = #filePath) -> [String] {
    let folder = folder(here).path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }.sorted()
  }

  private static func folder(_ here: String) -> URL {
    URL(fileURLWithPath: here).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Conformance")
  }

  init(_ name: String, here: String = #filePath) throws {
    bytes = try Data(contentsOf: Self.folder(here).appending(path: "\(name).jsonl"))
  }
}

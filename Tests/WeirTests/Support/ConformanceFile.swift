import Foundation

/// A log of the conformance files.
struct ConformanceFile {
  let bytes: Data

  init(_ name: String, here: String = #filePath) throws {
    let tests = URL(fileURLWithPath: here).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    bytes = try Data(contentsOf: tests.appending(path: "Conformance/\(name).jsonl"))
  }
}

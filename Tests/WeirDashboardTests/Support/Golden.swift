import Foundation
import Testing

/// A text that the result of a test is compared with, in a file next to the tests.
///
/// A missing file is recorded and the test fails, so that nothing passes unnoticed.
struct Golden {
  private let file: URL

  init(_ name: String, _ path: String = #filePath) {
    file = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Goldens").appendingPathComponent("\(name).txt")
  }

  func check(_ text: String) throws {
    let isRecording = ProcessInfo.processInfo.environment["WEIR_RECORD_GOLDENS"] != nil
    guard !isRecording, let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try Data((text + "\n").utf8).write(to: file)
      if !isRecording { Issue.record("recorded \(file.lastPathComponent); look at it, run again") }
      return
    }
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let old = expected.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(new.count == old.count, "\(file.lastPathComponent)")
    for (row, (newRow, oldRow)) in zip(new, old).enumerated() where newRow != oldRow {
      Issue.record("\(file.lastPathComponent), row \(row)\n  was \(oldRow)\n  is  \(newRow)")
    }
  }
}

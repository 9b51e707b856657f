import Foundation
import Testing

@testable import WeirSession

@Suite struct FileOutputTests {
  @Test func `a file that must be new leaves the one that is there alone`() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("weir-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data("mine".utf8).write(to: url)
    #expect(throws: SessionError.self) { try FileOutput(path: url.path, mustBeNew: true) }
    #expect(try String(contentsOf: url, encoding: .utf8) == "mine")
    _ = try FileOutput(path: url.path)
    #expect(try Data(contentsOf: url).isEmpty)
  }
}

import Foundation
import Testing
import WeirEvents
import WeirLog
import WeirSession

/// `Docs/session-log.md` has a program in Python that writes a log. It runs, and its log can be
/// read.
@Suite struct DocumentedWriterTests {
  private static let python = [
    "/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3",
  ]
  .first(where: FileManager.default.isExecutableFile)

  private func program() throws -> Substring {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Docs/session-log.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let start = try #require(text.firstRange(of: "```python\n")).upperBound
    let end = try #require(text[start...].firstRange(of: "```\n")).lowerBound
    return text[start..<end]
  }

  @Test(.enabled(if: python != nil, "There is no python3."))
  func `the program on the page writes a log that can be read, with nothing unknown in it`() throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = folder.appending(path: "shop.py")
    try Data(try program().utf8).write(to: script)
    let log = folder.appending(path: "shop.jsonl")
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [script.path, log.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    var reader = try SessionReader(path: log.path)
    #expect(reader.header.source == "python" && reader.header.clock == .real)
    #expect(reader.header.pid != nil && reader.header.parents == .creator)
    let entries = try reader.readAll()
    #expect(reader.report.isClean && !reader.isCut)
    let events = entries.compactMap { entry -> Event? in
      if case .event(let event) = entry { event } else { nil }
    }
    guard case .end(let end, .exited) = entries.last else {
      Issue.record("The last line is \(String(describing: entries.last)).")
      return
    }
    #expect(end.events == events.count && end.digest == nil)
    let counts = Dictionary(events.map { ($0.kind.kind.schema.name, 1) }, uniquingKeysWith: +)
    #expect(
      counts == [
        "queueCreated": 1, "taskCreated": 2, "itemEnqueued": 3, "itemDequeued": 3,
        "taskSuspended": 4, "taskResumed": 3, "taskFinished": 2,
      ])
  }
}

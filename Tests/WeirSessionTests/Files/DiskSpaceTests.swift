import Foundation
import Testing
import WeirTrace

@testable import WeirSession

@Suite struct DiskSpaceTests {
  @Test(arguments: [
    (1 << 40, 256 << 20), (1 << 30, (1 << 30) / 100), (1 << 20, 128 << 10), (0, 128 << 10),
    (Int.max, 256 << 20),
  ])
  func `what stays free depends on the size of the disk`(total: Int, reserve: Int) {
    let space = DiskSpace(free: reserve, total: total)
    #expect(space.reserve == reserve)
    #expect(space.shortage == nil)
    let less = DiskSpace(free: reserve - 1, total: total)
    #expect(less.shortage == .isRunningShort(free: reserve - 1, reserve: reserve))
  }

  @Test func `a log ends whole, with its last line, before the disk is full`() throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "weir-\(UUID().uuidString)"
    ).path
    defer { unlink(path) }
    let output = try FileOutput(path: path) { file in
      let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size]) as? Int ?? 0
      return DiskSpace(free: (1 << 20) - size, total: 1 << 20)
    }
    var writer = try SessionWriter(Samples.header, to: output)
    let task = TaskID(1)
    let error = #expect(throws: SessionError.self) {
      for second in 0..<100_000 {
        let events = [0, 0.5].map { part in
          Event(Samples.instant(Double(second) + part), .taskResumed(task))
        }
        try writer.write(
          EventBatch(events: events, now: events[1].instant, state: .running))
      }
    }
    #expect(error?.description.contains("left on the disk. Make room, 128 KiB stay free") == true)
    var reader = try SessionReader(path: path)
    let entries = try reader.readAll()
    #expect(!reader.isCut && reader.skipped == .init())
    guard case .end(let end, .full) = entries.last else {
      Issue.record("The last line is \(String(describing: entries.last)).")
      return
    }
    #expect(end.events == entries.count { if case .event = $0 { true } else { false } })
  }

  @Test(arguments: [
    (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
    (256 << 20, "256 MiB"), (123 << 20, "123 MiB"), ((1 << 30) - 1, "1023 MiB"), (1 << 40, "1 TiB"),
  ])
  func `a number of bytes is told with its unit`(bytes: Int, text: String) {
    #expect(ByteText(bytes).description == text)
  }
}

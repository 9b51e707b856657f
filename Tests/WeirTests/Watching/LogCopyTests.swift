import Foundation
import Testing
import WeirEvents
import WeirFiles
import WeirSession

@testable import WeirDashboard
@testable import weir

@Suite struct LogCopyTests {
  private static let header = #"{"weir":2}"#
  private static let folder = FileManager.default.temporaryDirectory

  private func take(_ lines: [String], by copy: LogCopy) {
    for line in lines { Array(line.utf8).withUnsafeBufferPointer { copy.take($0) } }
  }

  /// A path at which there is nothing yet.
  private var path: String {
    Self.folder.appending(path: "weir-copy-\(UUID().uuidString).jsonl").path
  }

  private func lines(_ path: String) throws -> [String] {
    defer { unlink(path) }
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func event(_ number: Int) -> String { #"{"t":\#(number),"e":"pulse"}"# }

  @Test func `a recording from the start has all lines as they are, and an end`() async throws {
    let path = path
    let copy = LogCopy(to: try FileOutput(path: path), of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    take([event(1), event(2)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 2))
    copy.finish()
    let outcome = await copy.run()
    #expect(outcome.path == path && outcome.failure == nil)
    #expect(
      try lines(path) == [
        Self.header, event(1), event(2), #"{"t":2,"e":"end","events":2,"reason":"quit"}"#,
      ])
  }

  @Test func `an end of the log is not followed by another one`() async throws {
    let path = path
    let copy = LogCopy(to: try FileOutput(path: path), of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    let end = #"{"t":9,"e":"end","events":1,"reason":"exited"}"#
    take([event(1), end], by: copy)
    copy.note(VirtualInstant(nanoseconds: 9), isEnd: true)
    copy.endLog()
    copy.finish()
    _ = await copy.run()
    #expect(try lines(path) == [Self.header, event(1), end])
  }

  @Test func `a recording in the middle begins with the first line, and ends where it is stopped`()
    async throws
  {
    let path = path
    let copy = LogCopy(to: nil, of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: { Issue.record("No snapshot is needed.") })
    take([event(1), event(2)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 2))
    copy.record(path)
    for await report in copy.reports {
      if case .run(.recordingStarted(path)) = report { break }
    }
    take([event(3), "nonsense"], by: copy)
    copy.dropLastLine()
    take([event(4)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 4))
    copy.stop()
    take([event(5)], by: copy)
    copy.finish()
    let outcome = await copy.run()
    #expect(outcome.path == path && outcome.failure == nil)
    #expect(
      try lines(path) == [
        Self.header, event(1), event(2), event(3), event(4),
        #"{"t":4,"e":"end","events":4,"reason":"quit"}"#,
      ])
  }

  @Test func `a recording that is left while it catches up is completed`() async throws {
    let path = path
    let copy = LogCopy(to: nil, of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    let all = (1...20_000).map { event($0) }
    take(all, by: copy)
    copy.note(VirtualInstant(nanoseconds: 20_000))
    copy.record(path)
    for await report in copy.reports {
      if case .run(.recordingCaughtUp) = report { break }
    }
    copy.finish()
    _ = await copy.run()
    let end = #"{"t":20000,"e":"end","events":20000,"reason":"quit"}"#
    #expect(try lines(path) == [Self.header] + all + [end])
  }

  @Test(arguments: [true, false])
  func `a log that is over is recorded as it is`(hasEnd: Bool) async throws {
    let path = path
    let copy = LogCopy(to: nil, of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    let last = hasEnd ? #"{"t":9,"e":"end","events":1,"reason":"exited"}"# : event(9)
    take([event(1), last], by: copy)
    copy.note(VirtualInstant(nanoseconds: 9), isEnd: hasEnd)
    copy.endLog()
    copy.record(path)
    var reports: [DashboardInput] = []
    for await report in copy.reports {
      reports.append(report)
      if case .run(.recordingStopped) = report { break }
    }
    #expect(reports.contains { if case .run(.recordingStarted(path)) = $0 { true } else { false } })
    #expect(try lines(path) == [Self.header, event(1), last])
  }

  @Test func `the log of a program that has started again is another one`() async throws {
    let path = path
    let copy = LogCopy(to: try FileOutput(path: path), of: "shop", folder: Self.folder)
    for process in 1...2 {
      copy.begin(Array(#"{"weir":2,"pid":\#(process)}"#.utf8), requestSnapshot: {})
      take([event(process)], by: copy)
      copy.note(VirtualInstant(nanoseconds: Int64(process)))
      copy.endLog()
    }
    let second = self.path
    copy.record(second)
    copy.finish()
    _ = await copy.run()
    #expect(try lines(path) == [#"{"weir":2,"pid":1}"#, event(1)])
    #expect(try lines(second) == [#"{"weir":2,"pid":2}"#, event(2)])
  }

  /// Takes more lines than are kept, so that the first ones make room.
  private func overflow(_ copy: LogCopy) {
    let long = #"{"t":1,"e":"x","text":"\#(String(repeating: "x", count: 100_000))"}"#
    take(Array(repeating: long, count: 20), by: copy)
    copy.note(VirtualInstant(nanoseconds: 1))
  }

  private func smallCopy() -> LogCopy {
    LogCopy(to: nil, of: "shop", folder: Self.folder) {
      LineSpool(in: nil, limit: 4 * LineSpool.blockSize)
    }
  }

  @Test func `without the first lines a recording begins with a snapshot, which it asks for`()
    async throws
  {
    let path = path
    let copy = smallCopy()
    let (requests, request) = AsyncStream<Void>.makeStream()
    copy.begin(Array(Self.header.utf8), requestSnapshot: { request.yield() })
    overflow(copy)
    copy.record(path)
    for await _ in requests { break }
    take([event(2)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 2))
    let snapshot = #"{"t":3,"e":"snapshotBegan","lost":0,"since":2}"#
    take([snapshot], by: copy)
    copy.note(VirtualInstant(nanoseconds: 3), isSnapshot: true)
    for await report in copy.reports {
      if case .run(.recordingStarted) = report { break }
    }
    take([event(4)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 4))
    copy.finish()
    _ = await copy.run()
    #expect(
      try lines(path) == [
        Self.header, snapshot, event(4), #"{"t":4,"e":"end","events":2,"reason":"quit"}"#,
      ])
  }

  @Test func `a snapshot that is still kept is enough, also after the end`() async throws {
    let path = path
    let copy = smallCopy()
    copy.begin(Array(Self.header.utf8), requestSnapshot: { Issue.record("There is one.") })
    let snapshot = #"{"t":1,"e":"snapshotBegan","lost":0,"since":0}"#
    for _ in 0..<3 {
      take([snapshot], by: copy)
      copy.note(VirtualInstant(nanoseconds: 1), isSnapshot: true)
      overflow(copy)
    }
    take([snapshot], by: copy)
    copy.note(VirtualInstant(nanoseconds: 1), isSnapshot: true)
    take([event(2)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 2))
    copy.endLog()
    copy.record(path)
    copy.finish()
    _ = await copy.run()
    #expect(try lines(path) == [Self.header, snapshot, event(2)])
  }

  @Test func `without a line to begin with, nothing is recorded after the end`() async throws {
    let path = path
    let copy = smallCopy()
    copy.begin(Array(Self.header.utf8), requestSnapshot: { Issue.record("It has ended.") })
    overflow(copy)
    copy.endLog()
    copy.record(path)
    for await report in copy.reports {
      guard case .run(.recordingFailed(let message)) = report else { continue }
      #expect(message.hasPrefix("The first events of this program are no longer kept"))
      break
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a recording without a snapshot leaves no file`() async throws {
    let path = path
    let copy = smallCopy()
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    overflow(copy)
    copy.record(path)
    copy.finish()
    _ = await copy.run()
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}

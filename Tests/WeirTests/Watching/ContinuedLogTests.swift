import Foundation
import Testing
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession

@testable import weir

/// The log of a program that ends and starts again is one run. The threads are real: these tests
/// wait for updates.
@Suite struct ContinuedLogTests {
  /// Gives the logs that follow, one after the other.
  private final class Script: LogFollower {
    private nonisolated(unsafe) var rest: [String]
    let outlivesEnd = true

    init(_ logs: [String]) { rest = logs }

    func sequel(
      to stop: LogStop, while shouldContinue: () -> Bool
    ) throws(SessionError) -> LogSequel {
      guard !rest.isEmpty else { return .over }
      return .continued(try Script.open(rest.removeFirst()), name: nil)
    }

    static func open(_ text: String) throws(SessionError) -> OpenLog {
      OpenLog(try SessionReader(ByteSource(Array(text.utf8)), path: "shop"))
    }
  }

  private struct Knowledge {
    var events: [Event] = []
    var status = SourceStatus(.program, .program)
  }

  private func header(pid: Int) -> String {
    TestLog.header.replacing(#""clock":"real"}"#, with: #""clock":"real","pid":\#(pid)}"#)
  }

  /// Shows logs that follow each other until their end.
  private func watch(_ logs: [String]) async throws -> Knowledge {
    let follower = Script(Array(logs.dropFirst()))
    let log = LogFile(try Script.open(logs[0]), name: "shop", follower)
    let source = LogSource(log, speed: 1, isPaused: false)
    var known = Knowledge()
    for await update in source.updates {
      if case .batchArrived(let batch) = update { known.events += batch.events }
      if case .statusChanged(let status) = update { known.status = status }
      if known.status.ending != nil { break }
    }
    source.stop()
    return known
  }

  private static func names(_ events: [Event]) -> [String] {
    events.map { $0.kind.kind.schema.name }
  }

  @Test func `time continues where it was, and all that was known is over`() async throws {
    let first = header(pid: 1) + TestLog.lines(at: [5000, 6000])
    let second = header(pid: 2) + TestLog.lines(at: [100, 1100]) + TestLog.end(at: 1200)
    let known = try await watch([first, second])
    #expect(
      Self.names(known.events) == [
        "taskCreated", "taskCreated", "snapshotBegan", "snapshotEnded", "taskCreated",
        "taskCreated",
      ])
    let instants = known.events.map(\.instant.nanoseconds)
    #expect(instants[2] >= 6_000_000_000)
    #expect(instants[2] == instants[3] && instants[3] == instants[4])
    #expect(instants[5] - instants[4] == 1_000_000_000)
    #expect(known.status.ending == .end(reason: "exited"))
    #expect(known.status.program?.pid == 2)
  }

  @Test func `a snapshot of the same process says since when nothing is known`() async throws {
    let snapshot = #"{"t":9000000000,"e":"snapshotBegan","lost":3,"since":8000000000}"# + "\n"
    let known = try await watch([
      header(pid: 1) + TestLog.lines(at: [6000]), header(pid: 1) + snapshot,
    ])
    #expect(Self.names(known.events) == ["taskCreated", "snapshotBegan"])
    #expect(
      known.events.last?.kind
        == .source(
          .snapshotBegan(lost: 3, since: VirtualInstant(nanoseconds: 6_000_000_000))))
    #expect(known.status.ending == .cut(line: 2))
  }

  @Test func `a log without lines is passed over`() async throws {
    let known = try await watch([
      header(pid: 1) + TestLog.lines(at: [6000]), header(pid: 2),
      header(pid: 3) + TestLog.lines(at: [1]) + TestLog.end(at: 2),
    ])
    #expect(known.events.count == 4)
    #expect(known.status.ending == .end(reason: "exited"))
  }

  @Test func `an invalid line of a real program is skipped and counted`() async throws {
    let bad = """
      {"t":1,"e":"queueCreated","queue":1,"name":"q","capacity":1.3,"overflow":"block"}
      nonsense

      """
    let known = try await watch([
      header(pid: 1) + TestLog.lines(at: [1]) + bad + TestLog.lines(at: [2], from: 2)
        + TestLog.end(at: 3)
    ])
    #expect(known.events.count == 2)
    #expect(known.status.ending == .end(reason: "exited"))
    #expect(known.status.remarks == [Remark(2, "invalid lines skipped")])
  }
}

import Foundation
import Testing
import WeirEvents
import WeirLog
import WeirScenarios

@testable import WeirDashboard
@testable import weir

/// Logs that are still being written. The threads are real: these tests wait for updates, and write
/// more when they have seen what was written before.
@Suite struct FollowTests {
  /// What a reader of the updates knows.
  private struct Knowledge {
    /// The number of events that are shown, and of those that were read.
    var count = 0
    var read = 0
    var names: [String] = []
    var notices: [String] = []
    var isPaused = true
    var arrivals = 0
    var status = SourceStatus(.log, .log)
    /// The run at a glance.
    var timeline = RunTimeline()

    mutating func take(_ update: SourceUpdate) {
      switch update {
      case .runStarted(let start, _):
        names.append(start.scenario)
        count = 0
      case .batchArrived(let batch): count += batch.events.count
      case .restored(let restored, _): count = restored.position.event
      case .statusChanged(let status):
        self.status = status
        read = status.read?.event ?? 0
      case .noticed(let text), .failed(let text): notices.append(text)
      case .pauseChanged(let isPaused): self.isPaused = isPaused
      case .seekEnded: arrivals += 1
      case .timelineRead(let timeline): self.timeline = timeline
      default: break
      }
    }
  }

  private func follow(_ log: TestLog, isPaused: Bool = false, from first: SeekTarget? = nil)
    throws -> LogSource
  {
    let file = FollowedFile(path: log.path) { usleep(1000) }
    let opened = try #require(try LogFile.following(file) { _ in true })
    return LogSource(opened, speed: 1, isPaused: isPaused, from: first)
  }

  /// Does one thing after the other, each once its condition holds, until all are done.
  private func watch(
    _ source: LogSource, _ steps: [(when: (Knowledge) -> Bool, act: () throws -> Void)]
  ) async throws -> Knowledge {
    var (known, rest) = (Knowledge(), steps[...])
    for await update in source.updates {
      known.take(update)
      while let next = rest.first, next.when(known) {
        try next.act()
        rest.removeFirst()
      }
      if rest.isEmpty { break }
    }
    source.stop()
    return known
  }

  private func append(_ text: String, to log: TestLog) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log.path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private let three = TestLog.header + TestLog.lines(at: [100, 200, 300_000])

  @Test func `the newest events are shown at once, and an unfinished line when it is whole`()
    async throws
  {
    let log = try TestLog(three)
    let next = TestLog.lines(at: [400_000, 500_000], from: 4)
    let known = try await watch(
      try follow(log),
      [
        (
          { $0.count == 3 && $0.status.isFollowing },
          { try append(String(next.dropLast(9)), to: log) }
        ),
        ({ $0.count == 4 }, { try append(String(next.suffix(9)), to: log) }),
        ({ $0.count == 5 }, { try append(TestLog.end(at: 600_000), to: log) }),
        ({ $0.status.ending == .end(reason: "exited") }, {}),
      ])
    #expect(!known.status.isFollowing && !known.status.isGrowing && known.notices == [])
  }

  @Test func `a seek ends following, and a seek to the end begins it again`() async throws {
    let log = try TestLog(three)
    let source = try follow(log)
    let known = try await watch(
      source,
      [
        ({ $0.count == 3 }, { source.perform(.goTo(.event(1))) }),
        (
          { $0.count == 1 && $0.arrivals == 1 && !$0.status.isFollowing },
          { try append(TestLog.lines(at: [400_000], from: 4), to: log) }
        ),
        ({ $0.read == 4 && $0.count == 1 && $0.isPaused }, { source.perform(.goTo(.end)) }),
        ({ $0.count == 4 && $0.status.isFollowing && !$0.isPaused }, {}),
      ])
    #expect(known.arrivals == 2)
  }

  @Test func `a pause ends following`() async throws {
    let log = try TestLog(three)
    let source = try follow(log)
    let known = try await watch(
      source,
      [
        ({ $0.count == 3 }, { source.perform(.pause) }),
        (
          { $0.isPaused && !$0.status.isFollowing },
          { try append(TestLog.lines(at: [400_000], from: 4), to: log) }
        ),
        ({ $0.read == 4 }, {}),
      ])
    #expect(known.count == 3 && known.status.isGrowing)
  }

  @Test func `the time line grows with the log, however little comes at once`() async throws {
    let log = try TestLog(three)
    let pieces = (4...6).map { TestLog.lines(at: [$0 * 100_000], from: $0) }
    let known = try await watch(
      try follow(log),
      [({ $0.timeline.eventCount == 3 }, { try append(pieces[0], to: log) })]
        + (4...6).map { count in
          (
            { $0.timeline.eventCount == count },
            { if count < 6 { try append(pieces[count - 3], to: log) } }
          )
        })
    let whole = try TestLog(three + pieces.joined())
    let expected = try await watch(try follow(whole), [({ $0.timeline.eventCount == 6 }, {})])
    #expect(known.timeline == expected.timeline && known.timeline.eventCount == 6)
  }

  @Test func `a log that takes the place of one that has ended is shown`() async throws {
    let log = try TestLog(three + TestLog.end(at: 300_001))
    let known = try await watch(
      try follow(log),
      [
        (
          { $0.count == 3 && $0.status.ending != nil },
          {
            unlink(log.path)
            try (TestLog.header.replacing("shop", with: "forge") + TestLog.lines(at: [1, 2]))
              .write(toFile: log.path, atomically: false, encoding: .utf8)
          }
        ),
        ({ $0.names == ["shop", "forge"] && $0.count == 2 && $0.status.isFollowing }, {}),
      ])
    #expect(known.notices.count == 1)
  }

  @Test(arguments: [true, false])
  func `another file at the path is shown after the rest of the old one`(isCut: Bool) async throws {
    let log = try TestLog(three)
    let other =
      TestLog.header.replacing("shop", with: "forge") + TestLog.lines(at: [1, 2])
      + TestLog.end(at: 3)
    let known = try await watch(
      try follow(log),
      [
        (
          { $0.count == 3 },
          {
            if isCut { return try Data(other.utf8).write(to: URL(fileURLWithPath: log.path)) }
            rename(log.path, log.path + ".1")
            try other.write(toFile: log.path, atomically: false, encoding: .utf8)
            let old = try FileHandle(forWritingTo: URL(fileURLWithPath: log.path + ".1"))
            try old.seekToEnd()
            try old.write(contentsOf: Data(TestLog.lines(at: [301_000], from: 4).utf8))
          }
        ),
        ({ $0.names == ["shop", "forge"] && $0.status.ending != nil }, {}),
      ])
    unlink(log.path + ".1")
    #expect(known.count == 2)
    #expect(known.notices.count == 1)
    #expect(known.notices.last?.contains(isCut ? "was cut" : "taken the place") == true)
  }

  @Test func `another file is only announced while an earlier place is shown`() async throws {
    let log = try TestLog(three)
    let source = try follow(log)
    let known = try await watch(
      source,
      [
        ({ $0.count == 3 }, { source.perform(.goTo(.event(2))) }),
        (
          { $0.arrivals == 1 },
          {
            unlink(log.path)
            let other = TestLog.header + TestLog.lines(at: [1])
            try other.write(toFile: log.path, atomically: false, encoding: .utf8)
          }
        ),
        ({ $0.notices.last?.hasSuffix("End shows it.") == true }, { source.perform(.goTo(.end)) }),
        ({ $0.names.count == 2 && $0.count == 1 && $0.status.isFollowing }, {}),
      ])
    #expect(known.names == ["shop", "shop"])
  }

  @Test func `a log that is followed can begin paused, or elsewhere`() async throws {
    let log = try TestLog(three)
    let known = try await watch(
      try follow(log, from: .instant(VirtualInstant(nanoseconds: 150_000_000))),
      [({ $0.arrivals == 1 }, {})])
    #expect(known.count == 1 && !known.status.isFollowing && known.status.isGrowing)
  }

  @Test func `a long log is shown at its newest place without all that came before`() async throws {
    let count = 40_000
    let log = try TestLog(TestLog.header + TestLog.lines(at: Array(1...count)))
    let known = try await watch(
      try follow(log),
      [
        (
          { $0.count == count },
          { try append(TestLog.lines(at: [count + 1], from: count + 1), to: log) }
        ),
        ({ $0.count == count + 1 }, {}),
      ])
    #expect(known.status.isFollowing)
  }
}

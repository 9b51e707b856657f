import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct StarvedPoolLintTests {
  private let pool = PoolID(1)
  private let waiter = TaskID(1)

  /// A pool of one resource that is held forever, for which a task waits at times.
  private func waiting(_ spans: [(String, String?)]) -> Script {
    var script = Script()
    script.pool(pool, "backend", capacity: 1)
    script.start(waiter, "request-1")
    script.add(.pool(pool, .acquired(by: TaskID(9), resource: ResourceID(1))))
    for (begin, end) in spans {
      script.at(begin)
      script.wait(waiter, on: .poolAcquire(pool))
      guard let end else { continue }
      script.at(end)
      script.wake(waiter)
    }
    return script
  }

  @Test func `a pool that tasks wait for most of the time is starved, until they wait much less`() {
    #expect(
      findings(in: waiting([("2s", "12s")]), until: "1h") == [
        "10s + pool-starved backend since 2s", "17s - pool-starved backend",
      ])
  }

  @Test func `short waits add up`() {
    let spans = (0..<200).map { ("\($0 * 100)ms", Optional("\($0 * 100 + 85)ms")) }
    #expect(
      findings(in: waiting(spans), until: "20s") == ["10s + pool-starved backend since 1.5s"])
  }

  @Test func `a pool that tasks wait for occasionally is not starved`() {
    let spans = (0..<40).map { ("\($0)s", Optional("\($0 * 1000 + 700)ms")) }
    #expect(findings(in: waiting(spans), until: "1h").isEmpty)
  }

  @Test func `the evidence of starvation says how many tasks wait, how long, and what is in use`() {
    #expect(
      waiting([("0s", nil)]).analysis(until: "12.5s").findings.map(\.evidence) == [
        """
        Tasks waited for backend for 100% of the last 10s (warns from 80%). 1 task waits now, the longest for \
        12s, and 1 of 1 is in use.
        """
      ])
  }

  /// How many of four places are held, how many of them by tasks that have ended, and the evidence
  /// for that.
  static let causes: [(held: UInt32, leaked: UInt32, cause: Finding.Cause, words: String)] = [
    (4, 0, .used, "4 of 4 are in use."),
    (0, 0, .opening, "4 of 4 are being opened."),
    (1, 0, .opening, "3 of 4 are being opened and 1 of 4 is in use."),
    (3, 0, .used, "3 of 4 are in use and 1 of 4 is being opened."),
    (4, 3, .leaked, "3 of 4 are held by tasks that have ended and 1 of 4 is in use."),
  ]

  @Test(arguments: causes)
  func `the evidence distinguishes places being opened, in use and lost, and so does the cause`(
    held: UInt32, leaked: UInt32, cause: Finding.Cause, words: String
  ) throws {
    var script = Script()
    script.pool(pool, "backend", capacity: 4)
    script.start(waiter, "request-1")
    let first = ResourceID(99)
    script.add(
      .pool(pool, .connectionOpened(by: TaskID(9), resource: first)),
      .pool(pool, .connectionClosed(by: TaskID(9), resource: first, cause: .invalid)))
    for number in 0..<held {
      script.add(.pool(pool, .connectionOpened(by: TaskID(9), resource: ResourceID(100 + number))))
      script.add(.pool(pool, .acquired(by: TaskID(9), resource: ResourceID(100 + number))))
    }
    for number in held..<4 {
      script.add(.pool(pool, .connectionOpening(by: TaskID(8), resource: ResourceID(100 + number))))
    }
    for number in 0..<leaked {
      script.add(.pool(pool, .leaked(by: TaskID(9), resource: ResourceID(100 + number))))
    }
    script.wait(waiter, on: .poolAcquire(pool))
    let findings = script.analysis(until: "12.5s").findings
    let starved = try #require(findings.first { $0.lint == .poolStarved })
    #expect(starved.cause == cause)
    #expect(starved.evidence.hasSuffix("and \(words)"), "\(starved.evidence)")
  }
}

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

  @Test(arguments: [
    (PoolKind.pool, Finding.Cause.used), (.lock, .lockInUse), (.semaphore, .semaphoreInUse),
  ])
  func `the cause tells what can't be enlarged like a pool`(kind: PoolKind, cause: Finding.Cause) {
    var script = Script()
    script.add(.pool(pool, .created(name: Label("db"), capacity: 1, kind: kind)))
    script.start(TaskID(9), "holder")
    script.start(waiter, "request-1")
    script.add(.pool(pool, .acquired(by: TaskID(9), resource: ResourceID(1))))
    script.wait(waiter, on: .poolAcquire(pool))
    #expect(script.analysis(until: "15s").findings.map(\.cause) == [cause])
  }

  /// Two tasks that hold a lock each, and from 1 s on wait for the other's, and a third that waits
  /// for both of them; at the end they are cancelled.
  private func deadlocked(until end: String?) -> Script {
    var script = Script()
    let locks = [pool, PoolID(2)]
    for (lock, name) in zip(locks, ["a", "b"]) {
      script.add(.pool(lock, .created(name: Label(name), capacity: 1, kind: .lock)))
    }
    for number in UInt32(1)...3 { script.start(TaskID(number), "teller-\(number)") }
    for (number, lock) in zip(UInt32(1)..., locks) {
      script.add(.pool(lock, .acquired(by: TaskID(number), resource: ResourceID(1))))
    }
    script.at("1s")
    script.wait(TaskID(3), on: .poolAcquire(locks[0]))
    script.wait(TaskID(1), on: .poolAcquire(locks[1]))
    script.wait(TaskID(2), on: .poolAcquire(locks[0]))
    guard let end else { return script }
    script.at(end)
    for number in UInt32(1)...3 {
      script.wake(TaskID(number))
      script.end(TaskID(number))
    }
    return script
  }

  @Test func `what a deadlock explains is no starvation, during it and after it`() {
    #expect(
      findings(in: deadlocked(until: nil), until: "1h") == ["1s + deadlock teller-1 since 1s"])
    #expect(
      findings(in: deadlocked(until: "30.5s"), until: "1h") == [
        "1s + deadlock teller-1 since 1s", "30.5s - deadlock teller-1",
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

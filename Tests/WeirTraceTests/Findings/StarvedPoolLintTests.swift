import Testing
import WeirTrace

@Suite struct StarvedPoolLintTests {
  private let pool = PoolID(1)
  private let waiter = TaskID(1)

  /// A pool of one, held for ever, for which a task waits at times.
  private func waiting(_ spans: [(String, String?)]) -> Script {
    var script = Script()
    script.pool(pool, "backend", capacity: 1)
    script.start(waiter, "request-1")
    script.add(.resourceAcquired(pool, by: TaskID(9), resource: ResourceID(1)))
    for (begin, end) in spans {
      script.at(begin)
      script.wait(waiter, on: .poolAcquire(pool))
      guard let end else { continue }
      script.at(end)
      script.wake(waiter)
    }
    return script
  }

  @Test func `a pool for which somebody waits most of the time is starved, until much less`() {
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

  @Test func `one for which somebody waits at times is not`() {
    let spans = (0..<40).map { ("\($0)s", Optional("\($0 * 1000 + 700)ms")) }
    #expect(findings(in: waiting(spans), until: "1h").isEmpty)
  }

  @Test func `the evidence tells how many wait, how long, and what is in use`() {
    #expect(
      waiting([("0s", nil)]).analysis(until: "12.5s").findings.map(\.evidence) == [
        """
        Tasks waited for backend for 100 % of the last 10s; from 80 % on it is starved. 1 task waits now, the longest for \
        12s, and 1 of 1 are in use.
        """
      ])
  }
}

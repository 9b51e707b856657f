import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct UnpooledConnectionLintTests {
  private let pool = PoolID(1)

  /// Two requests per second, each of which opens a connection for 120 ms; some close it after use.
  private func requests(_ count: UInt32, isPooled: (UInt32) -> Bool) -> Script {
    var script = Script()
    script.pool(pool, "session")
    for number in 1...count {
      let (task, resource) = (TaskID(number), ResourceID(number))
      script.at("\(number * 500)ms")
      script.start(task, "request-\(number)")
      script.add(.request(task, .started))
      script.add(.pool(pool, .connectionOpening(by: task, resource: resource)))
      script.wait(task, on: .sleep(until: instant("\(number * 500 + 120)ms")))
      script.at("\(number * 500 + 120)ms")
      script.wake(task)
      script.add(
        .pool(pool, .connectionOpened(by: task, resource: resource)),
        .pool(pool, .acquired(by: task, resource: resource)),
        .pool(pool, .released(by: task, resource: resource)))
      if !isPooled(number) {
        script.add(.pool(pool, .connectionClosed(by: task, resource: resource, cause: .unpooled)))
      }
      script.end(task)
    }
    return script
  }

  @Test func `a connection per use is reported until that is over`() {
    #expect(
      findings(in: requests(30) { _ in false }, until: "1h") == [
        "5.12s + connection-per-use session since 5.12s", "20s - connection-per-use session",
      ])
  }

  @Test func `reused connections are not reported, nor are a few unpooled ones`() {
    #expect(findings(in: requests(60) { _ in true }, until: "1h").isEmpty)
    #expect(findings(in: requests(60) { $0 % 2 == 0 }, until: "1h").isEmpty)
    #expect(findings(in: requests(9) { _ in false }, until: "1h").isEmpty)
  }

  @Test func `the evidence of unpooled connections says how many, and how long opening took`() {
    #expect(
      requests(10) { _ in false }.analysis().findings.map(\.evidence) == [
        """
        Within 10s session opened 10 connections for 10 acquisitions and closed 10 after one use; opening one took 120ms \
        on average.
        """
      ])
  }
}

import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct RetryAmplificationLintTests {
  private let caller = TaskID(1)

  /// A caller that makes two calls per second, each with a number of retries after a delay.
  private func calls(_ count: Int, retries: UInt32, delay: Duration) -> Script {
    var script = Script()
    script.start(caller, "caller-1")
    for call in 1...count {
      script.at("\(call * 500)ms")
      script.add(.request(caller, .attemptStarted(1)))
      for attempt in 0..<retries {
        script.add(
          .request(caller, .retryScheduled(attempt: attempt + 2, delay: delay)),
          .request(caller, .attemptStarted(attempt + 2)))
      }
    }
    return script
  }

  @Test func `retries without backoff are one finding until there have been none for a while`() {
    #expect(
      findings(in: calls(40, retries: 2, delay: .zero), until: "1h") == [
        "2.5s + retry-amplification caller since 2.5s", "25s - retry-amplification caller",
      ])
  }

  @Test(arguments: [Duration.milliseconds(1), .milliseconds(100)])
  func `retries with backoff are not reported, however many there are`(delay: Duration) {
    #expect(findings(in: calls(100, retries: 4, delay: delay), until: "1h").isEmpty)
  }

  @Test func `an occasional retry at once is not reported, since full jitter may cause it`() {
    var script = Script()
    script.start(caller, "caller-1")
    for call in 1...200 {
      script.at("\(call * 100)ms")
      let delay: Duration = call % 7 == 0 ? .zero : .milliseconds(40)
      script.add(
        .request(caller, .attemptStarted(1)),
        .request(caller, .retryScheduled(attempt: 2, delay: delay)),
        .request(caller, .attemptStarted(2)))
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `a few retries among many calls are not reported`() {
    var script = Script()
    script.start(caller, "caller-1")
    for call in 1...200 {
      script.at("\(call * 100)ms")
      script.add(.request(caller, .attemptStarted(1)))
      if call % 4 == 0 {
        script.add(
          .request(caller, .retryScheduled(attempt: 2, delay: .zero)),
          .request(caller, .attemptStarted(2)))
      }
    }
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `the evidence of amplification has the counts of the last window`() {
    let analysis = calls(40, retries: 2, delay: .zero).analysis(until: "20s")
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        Within 10s caller tasks made 57 attempts for 19 calls, and 38 of their 38 retries had no backoff.
        """
      ])
  }
}

import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct UnobservedErrorLintTests {
  /// Tasks that fail unobserved, one at each of these instants.
  private func lost(_ times: [String], role: String = "worker") -> Script {
    var script = Script()
    for (index, time) in times.enumerated() {
      let task = TaskID(UInt32(index) + 1)
      script.at(time)
      script.start(task, "\(role)-\(index + 1)")
      script.end(task, .failed, error: "NetworkError")
      script.add(.error(task, .unobserved(Symbol("NetworkError"))))
    }
    return script
  }

  @Test func `an observed failure is not reported`() {
    var script = Script()
    script.start(TaskID(1), "worker-1")
    script.end(TaskID(1), .failed, error: "NetworkError")
    #expect(findings(in: script, until: "1h").isEmpty)
  }

  @Test func `unobserved errors are one finding per role, until there has been none for a while`() {
    let script = lost(["1s", "2s", "6.9s", "30s"])
    #expect(
      findings(in: script, until: "1h") == [
        "1s + error-unobserved worker since 1s", "11.9s - error-unobserved worker",
        "30s + error-unobserved worker since 30s", "35s - error-unobserved worker",
      ])
  }

  @Test func `the evidence describes the last unobserved error, and how many came before`() {
    let analysis = lost(["1s", "2s", "4.5s"]).analysis(until: "5s")
    #expect(
      analysis.findings.map(\.evidence) == [
        """
        worker-3 failed with NetworkError at 4.5s, and no one can observe it: its handle is gone and no task waits \
        for it; so did 2 before it.
        """
      ])
  }
}

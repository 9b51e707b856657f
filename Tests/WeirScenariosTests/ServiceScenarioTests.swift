import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@Suite struct ServiceScenarioTests {
  /// The number of results written between two instants, in seconds.
  private func written(_ trial: Trial, from: Double, to: Double) -> Int {
    trial.events.reduce(0) { sum, event in
      guard case .batch(_, .ended(_, let size)) = event.kind, event.instant.seconds >= from,
        event.instant.seconds < to
      else { return sum }
      return sum + Int(size)
    }
  }

  private let oneBurst: [(knob: String, text: String)] = [("burst-every", "off")]
  private let burst = TimedInput.at(20, .triggered("burst"))

  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func `with back-off and a budget the service recovers from a burst`(seed: UInt64) throws {
    let trial = try Trial(
      "service", seed: seed, oneBurst, inputs: [burst], until: .seconds(60))
    let before = written(trial, from: 0, to: 20)
    let after = written(trial, from: 40, to: 60)
    #expect(after > before * 8 / 10, "\(before) before, \(after) after")
    #expect(trial.lints == [])
  }

  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func `with a retry storm the service stays down after a burst of two seconds`(seed: UInt64)
    throws
  {
    let trial = try Trial(
      "service", pitfall: "retry-storm", seed: seed, oneBurst, inputs: [burst], until: .seconds(60)
    )
    let before = written(trial, from: 0, to: 20)
    let after = written(trial, from: 30, to: 60)
    #expect(before > 300)
    #expect(after < before / 10, "\(before) in 20 s before, \(after) in 30 s after")
    #expect(trial.lints.contains(.retryAmplification))
  }

  @Test func `without a burst a retry storm does no harm`() throws {
    let trial = try Trial("service", pitfall: "retry-storm", oneBurst, until: .seconds(40))
    #expect(trial.analysis.metrics.items.dropped == 0)
    #expect(trial.lints == [])
  }

  @Test func `disabling the retry storm lets the service recover`() throws {
    let trial = try Trial(
      "service", pitfall: "retry-storm", oneBurst,
      inputs: [burst, .at(35, .pitfallSwitched(nil))], until: .seconds(65))
    #expect(written(trial, from: 25, to: 35) < 20)
    #expect(written(trial, from: 50, to: 65) > 250)
    #expect(trial.lints == [])
  }

  @Test func `a shutdown during a run loses nothing, and the next server continues`() throws {
    let trial = try Trial(
      "service", oneBurst, inputs: [.at(10, .triggered("shutdown"))], until: .seconds(30))
    let phases = trial.events.compactMap { event -> String? in
      guard case .shutdown(_, .phaseBegan(let phase, let remaining, _)) = event.kind else {
        return nil
      }
      return remaining == 0 || phase != .finished ? phase.name : "lost \(remaining)"
    }
    #expect(phases == ["stop-intake", "drain", "finished"])
    #expect(trial.analysis.metrics.items.lost == 0)
    #expect(written(trial, from: 20, to: 30) > 150)
    #expect(trial.raised == [])
  }
}

import WeirEngine

/// The sources of chance of one caller.
struct CallerLuck {
  var pause: RandomStream
  var call: RandomStream
  var failure: RandomStream
  var jitter: RandomStream
  var cleanup: RandomStream

  init(_ simulation: Simulation, _ number: UInt32) {
    func stream(_ source: String) -> RandomStream {
      simulation.randomStream("caller-\(number).\(source)")
    }
    pause = stream(RiskyCalls.Name.pause)
    call = stream(RiskyCalls.Name.callTime)
    failure = stream(RiskyCalls.Name.failureTime)
    jitter = stream(RiskyCalls.Name.jitter)
    cleanup = stream(RiskyCalls.Name.cleanupTime)
  }
}

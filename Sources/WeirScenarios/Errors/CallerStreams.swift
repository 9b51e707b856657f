import WeirEngine

/// The random streams of one caller.
struct CallerStreams {
  var pause: RandomStream
  var call: RandomStream
  var failure: RandomStream
  var jitter: RandomStream
  var cleanup: RandomStream

  init(_ simulation: Simulation, _ number: UInt32) {
    func stream(_ source: String) -> RandomStream {
      simulation.randomStream("caller-\(number).\(source)")
    }
    pause = stream(ErrorsScenario.Name.pause)
    call = stream(ErrorsScenario.Name.callTime)
    failure = stream(ErrorsScenario.Name.failureTime)
    jitter = stream(ErrorsScenario.Name.jitter)
    cleanup = stream(ErrorsScenario.Name.cleanupTime)
  }
}

import WeirEngine

/// The random streams of one user.
struct UserStreams {
  var pause: RandomStream
  var use: RandomStream
  var failure: RandomStream
  var cancellation: RandomStream
  /// At what moment a use is cancelled, if it is.
  var moment: RandomStream

  init(_ simulation: Simulation, _ number: UInt32) {
    func stream(_ source: String) -> RandomStream {
      simulation.randomStream("user-\(number).\(source)")
    }
    pause = stream(ResourceScenario.Name.pause)
    use = stream(ResourceScenario.Name.useTime)
    failure = stream(ResourceScenario.Name.failureRate)
    cancellation = stream(ResourceScenario.Name.cancelRate)
    moment = stream("moment")
  }
}

import WeirEngine

/// The sources of chance of one user.
struct UserLuck {
  var pause: RandomStream
  var use: RandomStream
  var failure: RandomStream
  var cancellation: RandomStream
  /// When a use is cancelled that is cancelled.
  var moment: RandomStream

  init(_ simulation: Simulation, _ number: UInt32) {
    func stream(_ source: String) -> RandomStream {
      simulation.randomStream("user-\(number).\(source)")
    }
    pause = stream(SharedResource.Name.pause)
    use = stream(SharedResource.Name.useTime)
    failure = stream(SharedResource.Name.failureRate)
    cancellation = stream(SharedResource.Name.cancelRate)
    moment = stream("moment")
  }
}

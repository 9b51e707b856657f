import WeirEngine
import WeirEvents

/// The service that is called, and sometimes down, for all callers at once.
///
/// Real failures come in outages, which is why the retry policy matters: after a single error, any
/// second attempt helps. Outages, and the times between them, last from half to one and a half
/// times their average.
///
/// Only the simulation's thread uses it.
final class FlakyService: @unchecked Sendable {
  private let world: World
  private var lengths: RandomStream
  private var isDown = false
  /// When the current outage, or the time without one, ends.
  private var end = VirtualInstant.zero

  init(_ world: World) {
    self.world = world
    lengths = world.simulation.randomStream(ErrorsScenario.Name.outage)
    restartOutages()
  }

  /// Answers, or fails, each of which takes time.
  ///
  /// - Throws: `ServiceDown` while it is down.
  func answer(_ streams: inout CallerStreams) async throws {
    let knobs = world.knobs
    advanceOutages()
    let answering = knobs.time(ErrorsScenario.Name.callTime).draw(from: &streams.call)
    let failing = knobs.time(ErrorsScenario.Name.failureTime).draw(from: &streams.failure)
    let time = isDown ? failing : answering
    let fails = isDown
    if time > .zero { try await world.simulation.sleep(for: time) }
    if fails { throw ServiceDown() }
  }

  /// Starts over after a change of the knobs: with a time without an outage, if there are any.
  func restartOutages() {
    isDown = share == 1000
    end = world.simulation.now.advanced(by: nextLength())
  }

  private func advanceOutages() {
    while end <= world.simulation.now {
      isDown = share == 1000 || (share > 0 && !isDown)
      end = end.advanced(by: nextLength())
    }
  }

  private var share: Int { world.knobs.share(ErrorsScenario.Name.failureRate) }

  private func nextLength() -> Duration {
    let outage = world.knobs.duration(ErrorsScenario.Name.outage) ?? .seconds(1)
    let mean = isDown || share == 0 ? outage : outage * (1000 - share) / share
    let spread = TimeDistribution.uniform(from: mean / 2, to: mean + mean / 2)
    return max(spread.draw(from: &lengths), .microseconds(1))
  }
}

/// What the service throws while it is down.
struct ServiceDown: Error {}

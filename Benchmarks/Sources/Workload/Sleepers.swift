public import WeirEngine
import WeirEvents

/// Many tasks that are all asleep at once.
public struct Sleepers {
  public let simulation = Simulation()

  /// Starts the tasks, and runs until all of them are asleep.
  public init(count: Int) {
    let simulation = simulation
    simulation.start {
      for number in 1...count {
        simulation.spawn(Label(Stem.sleeper, UInt32(number)), role: Stem.sleeper) {
          try await simulation.sleep(for: .seconds(1))
        }
      }
      try await simulation.sleep(for: .seconds(2))
    }
    simulation.run(until: .zero)
  }

  private enum Stem {
    static let sleeper = Symbol("sleeper")
  }
}

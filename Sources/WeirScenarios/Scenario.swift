public import WeirEvents

/// A program made of patterns, which runs in a simulation and can be changed while it runs.
///
/// A scenario belongs to one run. Only the simulation's thread uses it.
public protocol Scenario: AnyObject, Sendable {
  /// Everything known about it without running it.
  static var description: ScenarioDescription { get }

  /// Sets it up at the start of a run, without starting tasks.
  init(_ world: World)

  /// The program: its end is the end of the run.
  ///
  /// - Throws: `CancellationError` if the run is torn down. Other errors end the run as well.
  func main() async throws

  /// A knob was set; the settings already have the new value.
  func knobChanged(_ knob: String)

  /// A pitfall was enabled or disabled; `World.pitfall` is the new one already.
  func pitfallSwitched(from old: String?)

  /// The user fired a trigger with that name.
  func triggered(_ name: String)
}

extension Scenario {
  // Scenarios often read their settings when they need them, and have nothing to do when those
  // change.
  /// Does nothing.
  public func knobChanged(_ knob: String) {}
  /// Does nothing.
  public func pitfallSwitched(from old: String?) {}
  /// Does nothing.
  public func triggered(_ name: String) {}
}

public import WeirEvents

/// A program made of patterns, which runs in a simulation and can be turned while it runs.
///
/// A scenario belongs to one run. Only the simulation's thread touches it.
public protocol Scenario: AnyObject, Sendable {
  /// What there is to know about it without running it.
  static var description: ScenarioDescription { get }

  init(_ world: World)

  /// The program: its end is the end of the run.
  func main() async throws

  /// A knob was turned; the new value is among the settings already.
  func settingChanged(_ knob: String)

  /// A pitfall was put in or taken out; `World.pitfall` is the new one already.
  func pitfallSwitched(from old: String?)

  /// A person set off what the description names so.
  func triggered(_ name: String)
}

extension Scenario {
  // Much reads its settings whenever it needs them, and has nothing else to do when they change.
  public func settingChanged(_ knob: String) {}
  public func pitfallSwitched(from old: String?) {}
  public func triggered(_ name: String) {}
}

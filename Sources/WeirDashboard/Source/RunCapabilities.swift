/// What can be done with a run, by where its events come from.
///
/// Keys, the footer, the command line and the recorder ask these and never which source it is.
public struct RunCapabilities: Hashable, Sendable {
  /// Whether time can be held and its speed chosen.
  public var paces = false
  /// Whether one event at a time can be shown.
  public var steps = false
  /// Whether an instant that has passed can be shown again.
  public var seeks = false
  /// Whether knobs, pitfalls, triggers and markers have an effect.
  public var takesInputs = false
  /// Whether it can begin again from its first instant.
  public var restarts = false
  /// Whether other runs can be begun in its place: other scenarios, presets and seeds.
  public var begins = false
  /// Whether what it shows can be recorded.
  public var records = false
  /// Whether its events have an end, so that one can go there.
  public var ends = false

  public init() {}

  /// A simulation: everything.
  public static let simulation: RunCapabilities = {
    var all = RunCapabilities()
    (all.paces, all.steps, all.seeks, all.takesInputs) = (true, true, true, true)
    (all.restarts, all.begins, all.records) = (true, true, true)
    return all
  }()

  /// A log: it can be played and stepped through, and its end is known. One that comes through a
  /// pipe can't be read again.
  public static func log(isFile: Bool) -> RunCapabilities {
    var log = RunCapabilities()
    (log.paces, log.steps, log.ends) = (true, true, true)
    (log.seeks, log.restarts) = (isFile, isFile)
    return log
  }
}

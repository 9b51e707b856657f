/// What can be done with a run, which depends on where its events come from.
///
/// Keys, the footer, the command line and the recorder look at these and never at the kind of
/// source.
public struct RunCapabilities: Hashable, Sendable {
  /// Whether time can be paused and its speed set.
  public var paces = false
  /// Whether one event at a time can be shown.
  public var steps = false
  /// Whether an instant that has passed can be shown again.
  public var seeks = false
  /// Whether knobs, pitfalls, triggers and markers have an effect.
  public var takesInputs = false
  /// Whether it can restart from its first instant.
  public var restarts = false
  /// Whether a command opens it again: not what came through a pipe.
  public var reopens = false
  /// Whether other runs can begin in its place: of other scenarios, presets and seeds.
  public var begins = false
  /// Whether what it shows can be recorded.
  public var records = false
  /// Whether its events are known to end, so that you can seek to the end.
  public var ends = false

  /// Whether what the program prints can be shown.
  public var printsHere = false

  /// Creates the capabilities of a source that can do nothing.
  public init() {}

  /// A simulation can do everything.
  public static let simulation: RunCapabilities = {
    var all = RunCapabilities()
    (all.paces, all.steps, all.seeks, all.takesInputs) = (true, true, true, true)
    (all.restarts, all.begins, all.records, all.reopens) = (true, true, true, true)
    return all
  }()

  /// A real program goes its own way: it can only be looked at, back and forth, and recorded.
  public static let program: RunCapabilities = {
    var program = RunCapabilities()
    (program.paces, program.steps, program.seeks, program.ends) = (true, true, true, true)
    program.records = true
    return program
  }()

  /// A log can be played and stepped through, back and forth, and it has an end.
  public static let log: RunCapabilities = {
    var log = RunCapabilities()
    (log.paces, log.steps, log.ends) = (true, true, true)
    (log.seeks, log.restarts, log.reopens) = (true, true, true)
    return log
  }()
}

public import WeirEvents

/// Where the events of a run come from, as far as the screen tells it.
public struct SourceStatus: Hashable, Sendable {
  /// Which kind of source it is; the header has a word for each.
  public enum Kind: Hashable, Sendable {
    /// A run that happens now: LIVE.
    case simulation
    /// A log that is played: REPLAY.
    case log
  }

  /// How the events ended.
  public enum Ending: Hashable, Sendable {
    /// The source told everything: END. The reason is as the log has it, such as `finished`.
    case end(reason: String?)
    /// The log stops in the middle, after so many lines: CUT.
    case cut(line: Int)
    /// The source can't go on: CUT as well. The message is two sentences.
    case failed(message: String)
  }

  /// What it is.
  public var kind: Kind
  /// What can be done with it.
  public var capabilities: RunCapabilities
  /// What to call it: the path of a log, `standard input`; nil for a simulation.
  public var name: String?
  /// The version of the format of a log; nil for a simulation, or where nobody said.
  public var format: Int?
  /// Nil while more events may come.
  public var ending: Ending?
  /// The instant of its end, if that is known before it is reached.
  public var length: VirtualInstant?
  /// What was skipped, mended or lost in reading; empty where all was well.
  public var remarks: [Remark] = []

  public init(_ kind: Kind, _ capabilities: RunCapabilities, name: String? = nil) {
    (self.kind, self.capabilities, self.name) = (kind, capabilities, name)
  }

  /// A run that happens now.
  public static let simulation = SourceStatus(.simulation, .simulation)
}

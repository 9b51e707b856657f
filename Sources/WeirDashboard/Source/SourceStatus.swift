public import WeirEvents

/// Where the events of a run come from, as far as the screen shows it.
public struct SourceStatus: Hashable, Sendable {
  /// The kind of source; the header has a word for each.
  public enum Kind: Hashable, Sendable {
    /// A simulation that runs now: LIVE.
    case simulation
    /// A log that is played: REPLAY.
    case log
    /// A real program that is watched while it runs: CONNECTED.
    case program
  }

  /// Whether a real program still reports what it does.
  public enum Connection: Hashable, Sendable {
    /// It does: CONNECTED.
    case connected
    /// Nothing was heard for this many seconds, not even a sign of life: NOT HEARD. Something may
    /// hold the interpreter, or the process is stopped.
    case silent(seconds: Int)
    /// The program is gone, and is connected again when it is back: RECONNECTING.
    case reconnecting
  }

  /// How the events ended.
  public enum Ending: Hashable, Sendable {
    /// The source is complete: END. The reason is as the log has it, such as `finished`.
    case end(reason: String?)
    /// The log stops in the middle, after this number of lines: CUT.
    case cut(line: Int)
    /// The source can't continue: CUT as well. The message is two sentences.
    case failed(message: String)
  }

  /// Which kind of source it is.
  public var kind: Kind
  /// What can be done with it.
  public var capabilities: RunCapabilities
  /// Its name: the path of a log, or `standard input`; `nil` for a simulation.
  public var name: String?
  /// The version of the format of a log; `nil` for a simulation, or if it is unknown.
  public var format: Int?
  /// How the events ended; `nil` while more may come.
  public var ending: Ending?
  /// The instant of its end; `nil` if that is unknown before it is reached.
  public var length: VirtualInstant?
  /// How far a log has been read; `nil` for a simulation.
  public var read: RunPosition?
  /// Whether more of a log is being read.
  public var isReading = false
  /// Whether a log is still being written, so that it can be followed.
  public var isGrowing = false
  /// Whether the newest events of a log are shown as they are written: FOLLOWING.
  public var isFollowing = false
  /// Whether a real program still reports what it does; `nil` for a simulation, a complete log, and
  /// after the end.
  public var connection: Connection?
  /// How a program that was started here ended; `nil` while it runs, or if it was not.
  public var exit: ProgramExit?
  /// The file with all that a program that was started here prints; `nil` if it was not.
  public var outputPath: String?
  /// The process of a real program that is watched now; `nil` if it is that of the start.
  public var program: WatchedProgram?
  /// What was skipped, corrected or lost in reading; empty if all was well.
  public var remarks: [Remark] = []

  /// The path that opens a log again; `nil` for a simulation, and for what came through a pipe.
  public var path: String? {
    kind == .log && capabilities.reopens ? name : nil
  }

  /// Creates a source that has not ended.
  public init(_ kind: Kind, _ capabilities: RunCapabilities, name: String? = nil) {
    (self.kind, self.capabilities, self.name) = (kind, capabilities, name)
  }

  /// From this number of seconds on, a program that sends a sign of life each second is silent.
  public static let longestSilence = 3

  /// After this many faults of its own, the probe of a program turns itself off.
  public static let faultLimit = 100

  /// A simulation that runs now.
  public static let simulation = SourceStatus(.simulation, .simulation)
}

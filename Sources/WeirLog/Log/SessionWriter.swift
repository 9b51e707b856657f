public import WeirEvents

/// How much of a run is written into its log.
public enum RecordLevel: String, Hashable, Sendable, CaseIterable {
  /// Everything that happened.
  case all
  /// What repeats the run, and what proves that it was repeated: the header, inputs, checkpoints and the end.
  case inputs
}

/// Why a recording ended.
public enum EndReason: String, Hashable, Sendable, CaseIterable {
  /// A person ended the run or the recording.
  case quit
  /// The main task had ended and nothing else could run.
  case finished
  /// Nothing could ever run again.
  case stalled
  /// The run had come to the instant up to which it was to go.
  case limit
  /// The disk was nearly full; the run went on without a log.
  case full
}

/// Writes a run into a session log, line by line, as its events come.
///
/// Equal runs give equal bytes, the time of the recording in the header aside, however the events came in batches.
/// Lines are gathered and handed on when there are many, when `flush` is called, which the caller does once a second, and
/// at the end. After an error the log ends where it is, and the writer is to be given up.
public struct SessionWriter: Sendable {
  /// The digest of all events so far, and their number.
  public private(set) var digest = TraceDigest()
  private let output: any SessionOutput
  private let level: RecordLevel
  private var lines = LineBuffer()
  private var now = VirtualInstant.zero
  private var nextCheckpoint = VirtualInstant(nanoseconds: second)
  private var hasEnded = false

  private static let second: Int64 = 1_000_000_000
  /// How many bytes are gathered at most.
  private static let limit = 1 << 16

  /// Begins a log with its header, which is readable when this returns.
  public init(
    _ header: SessionHeader, level: RecordLevel = .all, to output: any SessionOutput
  ) throws(SessionError) {
    self.output = output
    self.level = level
    lines.addLine(header.json.compact)
    try flush()
  }

  /// Writes some events, how the findings changed with them, and the checkpoints that time has passed.
  public mutating func write(
    _ batch: EventBatch, findings: [TimedFindingChange] = []
  ) throws(SessionError) {
    var rest = findings[...]
    for event in batch.events {
      try write(&rest)
      try writeCheckpoints(until: event.instant)
      digest.fold(event)
      now = event.instant
      if level == .all || event.kind.isInput { lines.add(event) }
      try flushIfFull()
    }
    try write(&rest)
    try writeCheckpoints(until: batch.now)
    now = max(now, batch.now)
  }

  /// Hands on what was gathered.
  ///
  /// - Throws: `SessionError.cannotWrite`, also when the disk is nearly full: the log has then got
  ///   its last line.
  public mutating func flush() throws(SessionError) {
    try handOn()
    guard !hasEnded, let shortage = output.shortage else { return }
    try end(.full)
    throw .cannotWrite(path: output.path, shortage)
  }

  private mutating func handOn() throws(SessionError) {
    guard !lines.bytes.isEmpty else { return }
    try output.write(lines.bytes)
    lines.removeAll()
  }

  /// Writes the last line and hands on everything.
  public mutating func end(_ reason: EndReason) throws(SessionError) {
    lines.begin(.end, at: now)
    addProof()
    lines.add("reason", word: reason.rawValue)
    lines.end()
    hasEnded = true
    try handOn()
  }
}

extension SessionWriter {
  /// Writes the changes that come before the next event; a checkpoint of the same instant goes first.
  private mutating func write(_ changes: inout ArraySlice<TimedFindingChange>)
    throws(SessionError)
  {
    while let change = changes.first, change.eventsBefore <= digest.eventCount {
      changes.removeFirst()
      try writeCheckpoints(until: change.instant)
      if level == .all { write(change) }
    }
  }

  private mutating func write(_ change: TimedFindingChange) {
    switch change.change {
    case .raised(let finding):
      begin(.warningRaised, finding, at: change.instant)
      lines.add("evidence", text: finding.evidence)
    case .cleared(let finding):
      begin(.warningCleared, finding, at: change.instant)
    }
    lines.end()
  }

  private mutating func begin(
    _ kind: DerivedKind, _ finding: Finding, at instant: VirtualInstant
  ) {
    lines.begin(kind, at: instant)
    lines.add("lint", word: finding.lint.rawValue)
    lines.add("subject", text: finding.subject)
    lines.add("since", number: finding.since.nanoseconds)
  }

  /// One for each virtual second up to an instant before which nothing more can happen.
  private mutating func writeCheckpoints(until now: VirtualInstant) throws(SessionError) {
    while nextCheckpoint <= now {
      self.now = nextCheckpoint
      lines.begin(.checkpoint, at: nextCheckpoint)
      addProof()
      lines.end()
      nextCheckpoint = VirtualInstant(
        nanoseconds: nextCheckpoint.nanoseconds + SessionWriter.second)
      try flushIfFull()
    }
  }

  private mutating func addProof() {
    lines.add("events", number: digest.eventCount)
    lines.add("digest", word: digest.hexadecimal)
  }

  private mutating func flushIfFull() throws(SessionError) {
    if lines.bytes.count >= SessionWriter.limit { try flush() }
  }
}

extension Event.Kind {
  /// Whether a user did it.
  var isInput: Bool {
    if case .input = self { true } else { false }
  }
}

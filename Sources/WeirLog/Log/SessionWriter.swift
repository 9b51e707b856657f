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
  private let output: any SessionOutput
  private let level: RecordLevel
  private var lines = LineBuffer()
  private var now = VirtualInstant.zero
  /// The digest of all batches that are written whole.
  private var digest = TraceDigest()
  /// The events of the batch that is being written, and how many of them are.
  private var events: [Event] = []
  private var writtenCount = 0
  /// What the findings are if the log ends now.
  private var changesAtEnd: [TimedFindingChange] = []
  private var hasEnded = false

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

  /// Writes some events, how the findings changed with them, and the checkpoints that time has
  /// passed.
  ///
  /// The first batch is that of the run's first event, and each one follows the one before.
  public mutating func write(_ batch: FoldedBatch) throws(SessionError) {
    let before = batch.digest.eventCount - batch.events.count
    var changes = batch.lastingChanges[...]
    var checkpoints = batch.checkpoints[...]
    (events, writtenCount) = (batch.events, 0)
    for event in events {
      try writeDerived(&changes, &checkpoints, after: before + writtenCount)
      now = event.instant
      if level == .all || event.kind.isInput { lines.add(event) }
      writtenCount += 1
      try flushIfFull()
    }
    try writeDerived(&changes, &checkpoints, after: before + writtenCount)
    now = max(now, batch.now)
    (digest, events, writtenCount) = (batch.digest, [], 0)
    changesAtEnd = batch.changesAtEnd
  }

  /// Hands on what was gathered.
  ///
  /// - Throws: `SessionError.cannotWrite`, also when the disk is nearly full: the log has then got
  ///   its last line.
  public mutating func flush() throws(SessionError) {
    try handOn()
    guard !hasEnded, let shortage = output.shortage else { return }
    try writeEnd(.full)
    throw .cannotWrite(path: output.path, shortage)
  }

  private mutating func handOn() throws(SessionError) {
    guard !lines.bytes.isEmpty else { return }
    try output.write(lines.bytes)
    lines.removeAll()
  }

  /// Writes the last line and hands on everything.
  public mutating func end(_ reason: EndReason) throws(SessionError) {
    for change in changesAtEnd where level == .all { write(change) }
    try writeEnd(reason)
  }

  private mutating func writeEnd(_ reason: EndReason) throws(SessionError) {
    for event in events.prefix(writtenCount) { digest.fold(event) }
    lines.begin(.end, at: now)
    addProof(digest)
    lines.add("reason", word: reason.rawValue)
    lines.end()
    hasEnded = true
    try handOn()
  }
}

extension SessionWriter {
  /// Writes what comes before the next event: changes of the findings, and checkpoints, which stand
  /// before a change of the same instant.
  ///
  /// - Parameter count: how many events of the run come before.
  private mutating func writeDerived(
    _ changes: inout ArraySlice<TimedFindingChange>, _ checkpoints: inout ArraySlice<Checkpoints>,
    after count: Int
  ) throws(SessionError) {
    while let change = changes.first, change.eventsBefore <= count {
      changes.removeFirst()
      try write(&checkpoints, after: count, until: change.instant)
      if level == .all { write(change) }
    }
    try write(&checkpoints, after: count, until: VirtualInstant(nanoseconds: .max))
  }

  private mutating func write(
    _ checkpoints: inout ArraySlice<Checkpoints>, after count: Int, until limit: VirtualInstant
  ) throws(SessionError) {
    while let next = checkpoints.first, next.digest.eventCount <= count, next.first <= limit {
      now = next.first
      lines.begin(.checkpoint, at: next.first)
      addProof(next.digest)
      lines.end()
      if let rest = next.rest {
        checkpoints[checkpoints.startIndex] = rest
      } else {
        checkpoints.removeFirst()
      }
      try flushIfFull()
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

  private mutating func addProof(_ digest: TraceDigest) {
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

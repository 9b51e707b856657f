public import WeirEvents

/// Writes a run as a session log, line by line, as its events come.
///
/// The lines are gathered as bytes, which the caller takes and puts wherever the log goes. Equal
/// runs give equal bytes, the time of the recording in the header aside, however the events came in
/// batches.
///
/// Lines are in order of time: an event that is earlier than the line before is told late, with the
/// instant at which it happened. A log with a real clock has neither checkpoints nor digests.
public struct LogWriter: Sendable {
  /// How many events there have been.
  public private(set) var eventCount = 0
  /// The digest of all events so far; of none if the clock is real.
  public private(set) var digest = TraceDigest()
  private let level: RecordLevel
  private let isVirtual: Bool
  private var lines = LineBuffer()
  /// The instant of the last line.
  private var now = VirtualInstant.zero
  /// Nil where there is none any more.
  private var nextCheckpoint: VirtualInstant?

  private static let second: Int64 = 1_000_000_000
  /// So many bytes are gathered before they are handed on.
  private static let limit = 1 << 16

  /// Begins a log with its header.
  public init(_ header: LogHeader, level: RecordLevel = .all) {
    self.level = level
    isVirtual = header.clock == .virtual
    if isVirtual { nextCheckpoint = VirtualInstant(nanoseconds: LogWriter.second) }
    lines.addLine(header.json.compact)
  }

  /// Writes an event, and the checkpoints that time has passed.
  public mutating func write(_ event: Event) {
    write(EventBatch(events: [event], now: event.instant, state: .running))
  }

  /// Writes some events, how the findings changed with them, and the checkpoints that time has
  /// passed. All of it is gathered, however much it is.
  public mutating func write(_ batch: EventBatch, findings: [TimedFindingChange] = []) {
    write(batch, findings, limit: .max) { _ in }
  }

  /// The same, but lines are handed on whenever 64 KiB have been gathered: a long idle time alone
  /// makes a checkpoint for each of its seconds.
  ///
  /// - Parameter handOn: takes the lines. What it throws ends the writing between two lines, and
  ///   those that it was given are gone.
  public mutating func write<Failure: Error>(
    _ batch: EventBatch, findings: [TimedFindingChange] = [],
    handOn: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try write(batch, findings, limit: LogWriter.limit, handOn)
  }

  /// Writes the last line.
  public mutating func end(_ reason: EndReason) {
    lines.begin(.end, at: now)
    addProof()
    lines.add("reason", word: reason.rawValue)
    lines.end()
  }

  /// Takes the lines that were gathered, whole ones only.
  public mutating func takeBytes() -> [UInt8] {
    defer { lines.removeAll() }
    return lines.bytes
  }
}

extension LogWriter {
  private mutating func write<Failure: Error>(
    _ batch: EventBatch, _ findings: [TimedFindingChange], limit: Int,
    _ handOn: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = findings[...]
    for event in batch.events {
      try write(&rest, limit, handOn)
      try writeCheckpoints(until: event.instant, limit, handOn)
      eventCount += 1
      if isVirtual { digest.fold(event) }
      now = max(now, event.instant)
      if level == .all || event.kind.isInput { lines.add(event, at: now) }
      if lines.bytes.count >= limit { try handOn(takeBytes()) }
    }
    try write(&rest, limit, handOn)
    try writeCheckpoints(until: batch.now, limit, handOn)
    now = max(now, batch.now)
  }

  /// Writes the changes that come before the next event; a checkpoint of the same instant goes first.
  private mutating func write<Failure: Error>(
    _ changes: inout ArraySlice<TimedFindingChange>, _ limit: Int,
    _ handOn: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    while let change = changes.first, change.eventsBefore <= eventCount {
      changes.removeFirst()
      try writeCheckpoints(until: change.instant, limit, handOn)
      now = max(now, change.instant)
      if level == .all { write(change.change) }
    }
  }

  private mutating func write(_ change: FindingChange) {
    switch change {
    case .raised(let finding):
      begin(.warningRaised, finding)
      lines.add("evidence", text: finding.evidence)
    case .cleared(let finding):
      begin(.warningCleared, finding)
    }
    lines.end()
  }

  private mutating func begin(_ kind: DerivedKind, _ finding: Finding) {
    lines.begin(kind, at: now)
    lines.add("lint", word: finding.lint.rawValue)
    lines.add("subject", text: finding.subject)
    lines.add("since", number: finding.since.nanoseconds)
  }

  /// One for each second of a virtual clock up to an instant before which nothing more can happen.
  private mutating func writeCheckpoints<Failure: Error>(
    until now: VirtualInstant, _ limit: Int, _ handOn: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    while let checkpoint = nextCheckpoint, checkpoint <= now {
      self.now = checkpoint
      lines.begin(.checkpoint, at: checkpoint)
      addProof()
      lines.end()
      let (next, isOver) = checkpoint.nanoseconds.addingReportingOverflow(LogWriter.second)
      nextCheckpoint = isOver ? nil : VirtualInstant(nanoseconds: next)
      if lines.bytes.count >= limit { try handOn(takeBytes()) }
    }
  }

  private mutating func addProof() {
    lines.add("events", number: eventCount)
    if isVirtual { lines.add("digest", word: digest.hexadecimal) }
  }
}

extension Event.Kind {
  /// Whether a user did it.
  var isInput: Bool {
    if case .input = self { true } else { false }
  }
}

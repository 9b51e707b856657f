public import WeirEvents

/// A writer of a run as a session log, line by line, as its events arrive.
///
/// The lines are collected as bytes, which the caller takes and stores. Equal runs give equal
/// bytes, except for the time of the recording in the header, however the events are split into
/// batches.
///
/// Lines are in order of time: an event earlier than the previous line is reported late, with the
/// instant at which it happened. A log with a real clock has neither checkpoints nor digests.
///
/// Write either events or folded batches, from the first of the run on, not both.
public struct LogWriter: Sendable {
  /// How many events have been written, including those left out by the level.
  public private(set) var eventCount = 0
  private let level: RecordLevel
  private let isVirtual: Bool
  private var lines = LineBuffer()
  /// The instant of the last line.
  private var now = VirtualInstant.zero
  /// The digest of the events written.
  private var digest = TraceDigest()
  /// The digest and the checkpoints of events that arrive unfolded.
  private var proof = CheckpointedDigest()
  /// The changes of findings to write if the log ends now.
  private var changesAtEnd: [TimedFindingChange] = []

  /// How many bytes are collected before they are passed on.
  private static let limit = 1 << 16

  /// Creates a log with its header.
  public init(_ header: LogHeader, level: RecordLevel = .all) {
    self.level = level
    isVirtual = header.clock == .virtual
    lines.addLine(header.json.compact)
  }

  /// Writes an event, and the checkpoints up to its instant.
  public mutating func write(_ event: Event) {
    write(EventBatch(events: [event], now: event.instant, state: .running))
  }

  /// Writes events, the changes of findings, and the checkpoints up to the end of the batch. All
  /// lines are collected, however many there are.
  public mutating func write(_ batch: EventBatch, findings: [TimedFindingChange] = []) {
    write(folded(batch, findings), limit: .max) { _ in }
  }

  /// Writes events, the changes of findings, and the checkpoints up to the end of the batch, and
  /// passes lines on whenever 64 KiB have been collected: a long idle time alone makes a checkpoint
  /// per second.
  ///
  /// - Parameter emit: Receives lines. If it throws, writing stops between two lines, and the
  ///   lines passed to it are lost; afterwards the log can only be ended.
  /// - Throws: Whatever `emit` throws.
  public mutating func write<Failure: Error>(
    _ batch: EventBatch, findings: [TimedFindingChange] = [],
    emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try write(folded(batch, findings), limit: LogWriter.limit, emit)
  }

  /// Writes a batch whose digest and checkpoints are known, and passes lines on whenever 64 KiB
  /// have been collected.
  ///
  /// - Throws: Whatever `emit` throws.
  public mutating func write<Failure: Error>(
    _ batch: FoldedBatch, emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try write(batch, limit: LogWriter.limit, emit)
  }

  /// Writes the last line, after the findings of a run that ends here; those are left out if the
  /// disk is full, since the run has not ended then.
  public mutating func end(_ reason: EndReason) {
    if reason != .full, level == .all {
      for change in changesAtEnd { write(change) }
    }
    lines.begin(.end, at: now)
    addProof(digest)
    lines.add("reason", word: reason.rawValue)
    lines.end()
  }

  /// Returns the complete lines collected so far, and forgets them.
  public mutating func takeBytes() -> [UInt8] {
    defer { lines.removeAll() }
    return lines.bytes
  }
}

extension LogWriter {
  /// The line of an event that is not late, without its end.
  public static func line(of event: Event) -> String {
    var lines = LineBuffer()
    lines.add(event, at: event.instant)
    return String(decoding: lines.bytes.dropLast(), as: UTF8.self)
  }
}

// MARK: Batches

extension LogWriter {
  private mutating func folded(
    _ batch: EventBatch, _ findings: [TimedFindingChange]
  ) -> FoldedBatch {
    if isVirtual {
      for event in batch.events { proof.fold(event) }
      proof.pass(to: batch.now)
    }
    var folded = FoldedBatch(batch, digest: proof.digest)
    folded.lastingChanges = findings
    folded.checkpoints = proof.takeCheckpoints()
    return folded
  }

  private mutating func write<Failure: Error>(
    _ batch: FoldedBatch, limit: Int, _ emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let before = eventCount
    do throws(Failure) {
      try writeLines(batch, limit, emit)
    } catch {
      for event in batch.events.prefix(eventCount - before) where isVirtual { digest.fold(event) }
      throw error
    }
    now = max(now, batch.now)
    digest = batch.digest
    changesAtEnd = batch.changesAtEnd
  }

  private mutating func writeLines<Failure: Error>(
    _ batch: FoldedBatch, _ limit: Int, _ emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var changes = batch.lastingChanges[...]
    var checkpoints = isVirtual ? batch.checkpoints[...] : []
    for event in batch.events {
      try writeDerived(&changes, &checkpoints, limit, emit)
      eventCount += 1
      now = max(now, event.instant)
      if level == .all || event.kind.isInput { lines.add(event, at: now) }
      if lines.bytes.count >= limit { try emit(takeBytes()) }
    }
    try writeDerived(&changes, &checkpoints, limit, emit)
  }

  /// Writes what comes before the next event: changes of findings, and checkpoints, which precede a
  /// change at the same instant.
  private mutating func writeDerived<Failure: Error>(
    _ changes: inout ArraySlice<TimedFindingChange>, _ checkpoints: inout ArraySlice<Checkpoints>,
    _ limit: Int, _ emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    while let change = changes.first, change.eventsBefore <= eventCount {
      changes.removeFirst()
      try write(&checkpoints, until: change.instant, limit, emit)
      if level == .all { write(change) }
    }
    try write(&checkpoints, until: .endOfTime, limit, emit)
  }

  private mutating func write<Failure: Error>(
    _ checkpoints: inout ArraySlice<Checkpoints>, until end: VirtualInstant, _ limit: Int,
    _ emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    while let next = checkpoints.first, next.digest.eventCount <= eventCount, next.first <= end {
      now = max(now, next.first)
      lines.begin(.checkpoint, at: now)
      addProof(next.digest)
      lines.end()
      if let rest = next.rest {
        checkpoints[checkpoints.startIndex] = rest
      } else {
        checkpoints.removeFirst()
      }
      if lines.bytes.count >= limit { try emit(takeBytes()) }
    }
  }
}

// MARK: Derived lines

extension LogWriter {
  private mutating func write(_ change: TimedFindingChange) {
    now = max(now, change.instant)
    switch change.change {
    case .raised(let finding):
      begin(.warningRaised, finding)
      lines.add("evidence", text: finding.evidence)
      if !isVirtual, finding.place != .unknown {
        lines.add("file", text: finding.place.file)
        lines.add("line", number: Int64(finding.place.line))
      }
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

  private mutating func addProof(_ digest: TraceDigest) {
    lines.add("events", number: eventCount)
    if isVirtual { lines.add("digest", word: digest.hexadecimal) }
  }
}

extension Event.Kind {
  /// Whether it is an input by the user.
  var isInput: Bool {
    if case .input = self { true } else { false }
  }
}

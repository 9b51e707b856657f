import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession

/// A log while it is read, with those that continue it; used by the thread that reads it.
struct ReadLog {
  /// The log that is read now.
  private(set) var log: OpenLog
  private(set) var tally: LogTally
  /// The lines that have been read and not yet passed on.
  private(set) var portion: LogPortion
  /// When the newest line arrived; `nil` before the first one.
  private(set) var clock: LineClock?
  /// Whether there was a sign of life.
  private(set) var hasPulses = false
  /// Records the lines as they are; `nil` if nothing does.
  private let copy: LogCopy?
  /// Whether a line that is invalid is skipped: the stream of a real program must not end with one.
  private let skipsInvalidLines: Bool

  /// How many lines are passed on at once.
  private static let most = 1024
  /// How many of the first lines are passed on at once, so that they are shown soon.
  private static let mostAtFirst = 64

  /// What was read.
  enum Step: Equatable {
    case line
    case end(EndReason)
    case noMore

    /// Why reading ends here if nothing follows.
    ///
    /// - Parameter line: The number of the last line.
    func ending(after line: Int) -> LogReading.Ending {
      if case .end(let reason) = self { .end(reason) } else { .cut(line: line) }
    }
  }

  /// - Parameter isFollowed: Whether the log is still being written.
  init(_ log: OpenLog, _ tally: LogTally, _ past: LogPast, isFollowed: Bool, _ copy: LogCopy? = nil)
  {
    (self.log, self.tally, self.copy) = (log, tally, copy)
    portion = LogPortion(past)
    let header = log.reader.header
    skipsInvalidLines = isFollowed && header.clock == .real && !header.isOwn
    copyLines(of: log)
  }

  private func copyLines(of log: OpenLog) {
    guard let copy else { return }
    copy.begin(log.reader.headerLine, requestSnapshot: log.requestSnapshot)
    log.reader.tap { copy.take($0) }
  }

  /// Whether enough has been read to be passed on: of a file, a portion; of a stream, what has
  /// arrived.
  func isPortion(ofFile isFile: Bool) -> Bool {
    portion.lineCount >= (portion.isFirst ? ReadLog.mostAtFirst : ReadLog.most)
      || !isFile && !log.reader.hasLine
  }

  /// Reads the next line, which may wait for a stream.
  mutating func readLine() throws(SessionError) -> Step {
    guard let entry = try nextEntry(of: log) else {
      copy?.endLog()
      return .noMore
    }
    if entry.isEnd { copy?.endLog() }
    return append(entry, lineAt: log.reader.now)
  }

  private mutating func nextEntry(of log: OpenLog) throws(SessionError) -> SessionEntry? {
    while true {
      do throws(SessionError) {
        guard let entry = try log.reader.next() else { return nil }
        let instant = log.reader.now.advanced(by: .nanoseconds(-log.reader.shift))
        copy?.note(instant, isEnd: entry.isEnd, isSnapshot: entry.beginsSnapshot)
        return entry
      } catch {
        guard skipsInvalidLines, error.line != nil else { throw error }
        tally.skipInvalidLine()
        copy?.dropLastLine()
      }
    }
  }

  private mutating func append(_ entry: SessionEntry, lineAt instant: VirtualInstant) -> Step {
    clock = LineClock(instant: instant, arrival: .now)
    if case .event(let event) = entry, case .source(.pulse) = event.kind { hasPulses = true }
    return portion.append(entry, lineAt: instant, &tally).map(Step.end) ?? .line
  }

  /// Passes on what has been read.
  mutating func pass(_ state: RunState = .running) {
    tally.take(log.reader.report)
    portion.pass(state)
  }

  /// Ends the reading, and passes on the rest.
  mutating func end(_ ending: LogReading.Ending?) {
    tally.end(ending, log.reader.report, digest: portion.digest)
    var state = RunState.running
    if case .end(let reason) = ending { state = RunState(reason) }
    portion.pass(state)
  }

  /// Notes that a line that follows the end was ignored, or none.
  mutating func ignore(_ count: Int) { tally.ignore(count, log.reader) }

  /// Continues with another log, whose clock continues from here, as long after the newest line as
  /// it really was.
  ///
  /// All that was known of another process is over.
  /// - Returns: `false` if that log has no lines.
  mutating func `continue`(with next: OpenLog) throws(SessionError) -> Bool {
    tally.beginNext()
    copy?.endLog()
    copyLines(of: next)
    guard let entry = try nextEntry(of: next) else { return false }
    let last = clock?.instant ?? .zero
    let passed = clock.map { $0.arrival.duration(to: .now) } ?? .zero
    let begin = last.advanced(by: max(passed, .zero))
    let isSameProcess = log.reader.header.isOfSameProcess(as: next.reader.header)
    log = next
    log.reader.move(lastLineTo: begin)
    if !isSameProcess {
      for event in [SourceEvent.snapshotBegan(lost: 0, since: last), .snapshotEnded(tasks: 0)] {
        _ = append(.event(Event(begin, .source(event))), lineAt: begin)
      }
    }
    guard case .event(let event) = entry else { return true }
    var first = event.kind
    if case .source(.snapshotBegan(let lost, _)) = first {
      first = .source(.snapshotBegan(lost: lost, since: isSameProcess ? last : begin))
    }
    _ = append(.event(Event(begin, first)), lineAt: begin)
    return true
  }
}

extension SessionEntry {
  fileprivate var isEnd: Bool {
    if case .end = self { true } else { false }
  }

  fileprivate var beginsSnapshot: Bool {
    guard case .event(let event) = self, case .source(.snapshotBegan) = event.kind else {
      return false
    }
    return true
  }
}

extension LogHeader {
  /// Whether two logs are of one process.
  fileprivate func isOfSameProcess(as other: LogHeader) -> Bool {
    pid != nil && (pid, host, started) == (other.pid, other.host, other.started)
  }
}

/// Some lines of a log that have been read and not yet passed on to its past.
struct LogPortion {
  private(set) var lineCount = 0
  /// Whether none has been passed on before.
  private(set) var isFirst = true
  private(set) var digest = TraceDigest()
  private let past: LogPast
  private var events: [Event] = []
  /// The instant of the line of each event: an event may have happened earlier.
  private var instants: [VirtualInstant] = []
  private var last = VirtualInstant.zero

  init(_ past: LogPast) { self.past = past }

  /// Adds a line, and returns why the log ends with it; `nil` if it does not.
  mutating func append(
    _ entry: SessionEntry, lineAt instant: VirtualInstant, _ tally: inout LogTally
  ) -> EndReason? {
    if isFirst, lineCount == 0 { past.begin(at: instant) }
    last = instant
    lineCount += 1
    switch entry {
    case .event(let event):
      tally.take(event)
      digest.fold(event)
      events.append(event)
      instants.append(instant)
    case .checkpoint(let checkpoint): tally.take(checkpoint)
    case .end(let checkpoint, let reason):
      tally.take(checkpoint)
      return reason
    case .finding: break
    }
    return nil
  }

  /// Passes on what has been added, with the state of the run after it.
  mutating func pass(_ state: RunState) {
    past.append(EventBatch(events: events, now: last, state: state), reportedAt: instants)
    (events, instants, lineCount, isFirst) = ([], [], 0, false)
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

/// A whole run at a glance, for the time line: how long it is, how full its busiest queue was over
/// time, and what is worth going to.
///
/// It is folded beside a `RunHistory`, from the newest events only: a picture of the past draws on
/// the same one. Its size is bounded however long the run is, and it is the same however the events
/// were split into batches. Amortized constant time per event.
public struct RunTimeline: Sendable, Equatable {
  /// The instant of the first event.
  private(set) var start = VirtualInstant.zero
  /// The newest instant that is known.
  private(set) var end = VirtualInstant.zero
  /// How many events were folded.
  private(set) var eventCount = 0
  /// What is worth going to.
  private(set) var marks = TimelineMarks()
  private var levels = LevelBins()
  private var queues = QueueLevels()
  private var waiting: Set<TaskID> = []
  private var live = 0
  /// The findings that were cleared at the instant of the last change.
  private var cleared = ClearedFindings()

  /// How many waiting tasks are kept: a log may name any number of tasks that never end.
  private static let mostWaiting = 100_000

  /// Folds a batch that a history has folded, with what followed from it.
  mutating func fold(_ folded: FoldedBatch) {
    for event in folded.events { fold(event) }
    advance(to: folded.now)
    fold(folded.findingChanges)
  }

  /// Folds one event. One whose instant has passed counts as happening now.
  mutating func fold(_ event: Event) {
    let now = max(event.instant, end)
    if eventCount == 0 {
      start = now
      levels.begin(at: now)
    }
    eventCount += 1
    end = now
    levels.advance(to: now)
    switch event.kind {
    case .queue(let id, let change): fold(change, of: id)
    case .task(let task, let change): fold(change, of: task)
    case .input(let input): fold(input, at: now)
    case .source(.snapshotBegan(let lost, let since)):
      forgetTasks()
      markGap(lost, since: since, at: now)
    case .timeout, .pool, .batch, .request, .error, .shutdown, .worker, .source: break
    }
  }

  /// Notes that the run has reached an instant without a further event.
  mutating func advance(to now: VirtualInstant) {
    guard now > end else { return }
    end = now
    if eventCount > 0 { levels.advance(to: now) }
  }

  /// Marks the findings that were raised. One that is raised again at the instant at which it was
  /// cleared was never gone: only its evidence changed.
  mutating func fold(_ changes: [TimedFindingChange]) {
    for change in changes {
      switch change.change {
      case .cleared(let finding): cleared.note(finding, at: change.instant)
      case .raised(let finding):
        guard !cleared.takes(finding, at: change.instant) else { continue }
        marks.add(
          TimelineMark(
            finding.lint == .deadlock ? .deadlock : .warning, at: change.instant,
            "\(finding.lint.rawValue): \(finding.subject)"))
      }
    }
  }
}

// MARK: Markers

extension RunTimeline {
  /// Adds a marker that the user has set at a place, which is not part of the run.
  mutating func note(_ marker: String, at place: RunPosition) {
    marks.insert(TimelineMark(.marker, at: place.instant, event: place.event, marker))
  }
}

// MARK: Another future

extension RunTimeline {
  /// Forgets everything after a place, from which the run continues in another way.
  ///
  /// - Parameter analysis: What is known of the run at the place.
  mutating func cut(in analysis: Analysis) {
    guard analysis.eventCount < eventCount || analysis.now < end else { return }
    let hasChanges = analysis.eventCount < eventCount
    (eventCount, end) = (analysis.eventCount, analysis.now)
    marks.cut(after: eventCount, at: end)
    cleared = ClearedFindings()
    queues = QueueLevels()
    for queue in analysis.queues.records { queues.set(UInt32(clamping: queue.depth), of: queue.id) }
    let tasks = analysis.tasks.records(after: .none).filter { $0.isLive && $0.role != .main }
    live = tasks.count
    waiting = Set(tasks.lazy.filter { $0.wait?.isForOthers == true }.map(\.id))
    levels.cut(
      at: end,
      LevelBins.Levels(
        depth: queues.highest, waiting: UInt32(clamping: waiting.count),
        live: UInt32(clamping: live)), keepsLast: !hasChanges)
  }
}

// MARK: By subject

extension RunTimeline {
  private mutating func fold(_ change: QueueEvent, of id: QueueID) {
    guard let depth = change.depth else { return }
    queues.set(depth, of: id)
    var present = levels.present
    present.depth = queues.highest
    // A queue that is not kept counts at its own events, and so does what was between two counts.
    if case .counted(_, _, _, _, let high) = change {
      levels.record(present, deep: max(high, depth))
    } else {
      levels.record(present, deep: depth)
    }
  }

  private mutating func fold(_ change: TaskEvent, of task: TaskID) {
    switch change.step {
    case .began(_, let role, _):
      if role != .main { live += 1 }
    case .finished:
      live = max(live - 1, 0)
      waiting.remove(task)
    case .suspended(on: let wait):
      if wait.isForOthers, waiting.count < RunTimeline.mostWaiting {
        waiting.insert(task)
      } else {
        waiting.remove(task)
      }
    case .becameReady, .resumed, .cleanupStarted, .cleanupEnded: waiting.remove(task)
    case nil: return
    }
    var present = levels.present
    (present.waiting, present.live) = (UInt32(clamping: waiting.count), UInt32(clamping: live))
    levels.record(present)
  }

  private mutating func fold(_ input: InputEvent, at now: VirtualInstant) {
    let mark =
      switch input {
      case .parameterChanged(let name, let value):
        TimelineMark(.knob, at: now, event: eventCount, "\(name) \(value)")
      case .pitfallSwitched(let name):
        TimelineMark(.pitfall, at: now, event: eventCount, "\(name)")
      case .triggered(let name): TimelineMark(.trigger, at: now, event: eventCount, "\(name)")
      case .markerSet(let name): TimelineMark(.marker, at: now, event: eventCount, "\(name)")
      }
    marks.add(mark)
  }

  /// Marks the end of a time about which nothing is known. What was before the first event is not
  /// worth a mark.
  private mutating func markGap(_ lost: UInt64, since: VirtualInstant, at now: VirtualInstant) {
    guard eventCount > 1, GapHistory.isGap(lost, since: since, at: now) else { return }
    let time = since.duration(to: now)
    let events = lost > 0 ? "\(lost) events lost" : "not connected"
    marks.add(
      TimelineMark(.gap, at: now, event: eventCount, "\(events) for \(TimeText.short(time))"))
  }

  /// Starts counting again: a snapshot names everything that is alive.
  private mutating func forgetTasks() {
    live = 0
    waiting = []
    queues = QueueLevels()
  }
}

extension Wait {
  /// Whether it ends only when another task does something.
  fileprivate var isForOthers: Bool {
    switch self {
    case .sleep, .work: false
    case .queuePut, .queueGet, .join, .child, .poolAcquire, .batch, .children, .offload, .other:
      true
    }
  }
}

// MARK: The miniature

extension RunTimeline {
  /// The highest level between two instants, from 0 to 1; `nil` if nothing is known about them.
  ///
  /// The level is the depth of the deepest queue; in a run without queues the number of tasks that
  /// wait for others; and if none ever did, the number of live tasks.
  func level(from first: VirtualInstant, to end: VirtualInstant) -> Double? {
    eventCount > 0 ? levels.share(from: first, to: end) : nil
  }
}

/// The findings that were cleared at one instant, at most 64.
private struct ClearedFindings: Sendable, Equatable {
  private static let capacity = 64

  private var instant = VirtualInstant.zero
  private var findings: [Finding] = []

  mutating func note(_ finding: Finding, at now: VirtualInstant) {
    if now != instant { (instant, findings) = (now, []) }
    if findings.count < ClearedFindings.capacity { findings.append(finding) }
  }

  /// Whether a finding about the same thing was cleared at that instant; it then no longer is.
  mutating func takes(_ finding: Finding, at now: VirtualInstant) -> Bool {
    guard now == instant,
      let index = findings.firstIndex(where: {
        $0.lint == finding.lint && $0.subject == finding.subject
      })
    else { return false }
    findings.remove(at: index)
    return true
  }
}

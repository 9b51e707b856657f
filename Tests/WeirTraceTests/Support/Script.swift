import WeirTrace

/// A trace that a test writes by hand: what happens at which instant.
struct Script {
  private(set) var events: [Event] = []
  private var now = VirtualInstant.zero

  /// Goes on at an instant such as `12.5s`.
  mutating func at(_ time: String) {
    now = instant(time)
  }

  mutating func add(_ kinds: Event.Kind...) {
    events += kinds.map { Event(now, $0) }
  }

  /// A task that is created, becomes ready and runs.
  mutating func start(_ task: TaskID, _ name: String, parent: TaskID = .none) {
    let label = Label(name)
    add(
      .taskCreated(task, name: label, role: label.stem, parent: parent), .taskBecameReady(task),
      .taskResumed(task))
  }

  mutating func wake(_ task: TaskID) {
    add(.taskBecameReady(task), .taskResumed(task))
  }

  mutating func wait(_ task: TaskID, on wait: Wait) {
    add(.taskSuspended(task, on: wait, at: .unknown))
  }

  mutating func pool(_ pool: PoolID, _ name: String, capacity: UInt32? = nil) {
    add(.poolCreated(pool, name: Label(name), capacity: capacity))
  }

  mutating func end(_ task: TaskID, _ outcome: TaskOutcome = .completed, error: String = "") {
    add(.taskFinished(task, outcome, error: Symbol(error)))
  }

  /// What is known when all has been folded.
  func analysis(until end: String = "0s", _ state: RunState = .running) -> Analysis {
    var analysis = Analysis()
    analysis.fold(EventBatch(events: events, now: max(instant(end), now), state: state))
    return analysis
  }

  mutating func queue(_ queue: QueueID, _ name: String, capacity: UInt32? = nil) {
    add(.queueCreated(queue, name: Label(name), capacity: capacity, overflow: .block))
  }
}

/// The instant that a text such as `12.5s` names.
func instant(_ text: String) -> VirtualInstant {
  VirtualInstant.zero.advanced(by: DurationText.parse(text) ?? .zero)
}

/// How the findings of a trace change, a line each: `1.1s + loop-blocked worker-1`.
func findings(
  in script: Script, until end: String, _ state: RunState = .running,
  thresholds: LintThresholds = .init()
) -> [String] {
  var analysis = Analysis(thresholds: thresholds)
  analysis.fold(EventBatch(events: script.events, now: instant(end), state: state))
  return analysis.takeFindingChanges().map(\.line)
}

extension TimedFindingChange {
  var line: String {
    switch change {
    case .raised(let finding):
      "\(instant.text) + \(finding.lint.rawValue) \(finding.subject) since \(finding.since.text)"
    case .cleared(let finding): "\(instant.text) - \(finding.lint.rawValue) \(finding.subject)"
    }
  }
}

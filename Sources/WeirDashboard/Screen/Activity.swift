import WeirTrace

/// What a task does, as every panel shows it: its state, told apart further where the difference matters.
enum Activity: UInt8, CaseIterable, Sendable {
  case created, ready, running, working, sleeping
  /// Sleeps with an item in its hands: what the item needs is simulated I/O.
  case serving
  /// Waits for a place in a full queue: back-pressure.
  case putting
  /// Waits for an item.
  case getting
  /// Waits for another task, or for all items to be done.
  case joining
  /// Asked to stop, it puts its things in order.
  case cleaningUp
  case finished, failed, cancelled, timedOut

  init(_ record: TaskRecord) {
    self.init(record.state, record.wait)
    if self == .sleeping, record.item != nil { self = .serving }
    let cancellation = record.cancellation
    if !isOver, cancellation?.cleanupStarted != nil, cancellation?.cleanupEnded == nil {
      self = .cleaningUp
    }
  }

  init(_ state: TaskState, _ wait: Wait?) {
    switch state {
    case .created: self = .created
    case .ready: self = .ready
    case .running: self = .running
    case .working: self = .working
    case .sleeping: self = .sleeping
    case .waiting: self = wait.map(Activity.init) ?? .joining
    case .finished: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut
    }
  }

  init(_ outcome: TaskOutcome) {
    self.init(TaskState(outcome), nil)
  }

  init(_ wait: Wait) {
    switch wait {
    case .sleep: self = .sleeping
    case .work: self = .working
    case .queuePut: self = .putting
    case .queueGet: self = .getting
    case .join, .child, .children: self = .joining
    case .poolAcquire, .batch, .offload: self = .joining
    }
  }

  /// Whether the task's life is over.
  var isOver: Bool { rawValue >= Activity.finished.rawValue }

  /// The one sign for it, everywhere: one column wide.
  var glyph: Character {
    switch self {
    case .created: "○"
    case .ready: "▸"
    case .running: "●"
    case .working: "█"
    case .sleeping: "─"
    case .serving: "━"
    case .putting: "▬"
    case .getting: "·"
    case .joining: "┄"
    case .cleaningUp: "≈"
    case .finished: "✓"
    case .failed: "✗"
    case .cancelled: "⊘"
    case .timedOut: "◷"
    }
  }

  /// The one word for it, everywhere.
  var word: String {
    switch self {
    case .created: "created"
    case .ready: "ready"
    case .running: "running"
    case .working: "working"
    case .sleeping: "sleeping"
    case .serving: "serving"
    case .putting: "blocked"
    case .getting: "idle"
    case .joining: "waiting"
    case .cleaningUp: "clean-up"
    case .finished: "finished"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .timedOut: "timed out"
    }
  }

  /// What it means, for the help.
  var meaning: String {
    switch self {
    case .created: "created, has not run"
    case .ready: "ready, waits for a worker"
    case .running: "runs"
    case .working: "computes and holds its worker"
    case .sleeping: "sleeps until an instant"
    case .serving: "works on an item: simulated I/O"
    case .putting: "blocked: the queue is full"
    case .getting: "idle: waits for an item"
    case .joining: "waits for a task, or for a queue to be done"
    case .cleaningUp: "asked to stop, puts its things in order"
    case .finished: "finished"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .timedOut: "out of time"
    }
  }

  /// The state whose colour it has; back-pressure and clean-up have colours of their own.
  var state: TaskState {
    switch self {
    case .created: .created
    case .ready: .ready
    case .running: .running
    case .working: .working
    case .sleeping: .sleeping
    case .serving: .running
    case .putting, .getting, .joining: .waiting
    case .finished: .finished
    case .failed: .failed
    case .cancelled, .cleaningUp: .cancelled
    case .timedOut: .timedOut
    }
  }
}

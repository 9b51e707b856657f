package import WeirAnalysis
package import WeirEvents

/// What a task does, as every panel shows it: its state, split up where the difference matters.
package enum Activity: UInt8, CaseIterable, Sendable {
  case created, ready, running, working, sleeping
  /// Sleeps while it holds an item, a resource or a request: simulated I/O.
  case serving
  /// Has failed, and waits before its next attempt.
  case backingOff
  /// Waits for a place in a full queue: back-pressure.
  case putting
  /// Waits for a connection or a resource: all are taken.
  case acquiring
  /// Waits for a background worker: all are busy.
  case offloading
  /// Waits for an item.
  case getting
  /// Waits for its batch to be flushed and processed.
  case batching
  /// Waits for another task, or for all items to be done.
  case joining
  /// Was cancelled, and cleans up before it ends.
  case cleaningUp
  case finished, failed, cancelled, timedOut

  package init(_ record: TaskRecord) {
    self.init(record.state, record.wait)
    if self == .sleeping, record.attempt?.next != nil {
      self = .backingOff
    } else if self == .sleeping, record.isServing, !record.isRequestItself {
      // A request is not served by itself: it is shown as waiting.
      self = .serving
    }
    let cancellation = record.cancellation
    if !isOver, cancellation?.cleanupStarted != nil, cancellation?.cleanupEnded == nil {
      self = .cleaningUp
    }
  }

  package init(_ state: TaskState, _ wait: Wait?) {
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

  package init(_ outcome: TaskOutcome) {
    self.init(TaskState(outcome), nil)
  }

  package init(_ wait: Wait) {
    switch wait {
    case .sleep: self = .sleeping
    case .work: self = .working
    case .queuePut: self = .putting
    case .queueGet: self = .getting
    case .join, .child, .children, .other: self = .joining
    case .poolAcquire: self = .acquiring
    case .batch: self = .batching
    case .offload: self = .offloading
    }
  }

  /// Whether the task's life is over.
  package var isOver: Bool { rawValue >= Activity.finished.rawValue }

  /// Whether other tasks hold what it needs: what a user should see first.
  package var isHeldUp: Bool { self == .putting || self == .acquiring || self == .offloading }

  /// Its sign, the same everywhere: one column wide.
  package var glyph: Character {
    switch self {
    case .created: "○"
    case .ready: "▸"
    case .running: "●"
    case .working: "█"
    case .sleeping: "─"
    case .serving: "━"
    case .backingOff: "⋯"
    case .putting: "▬"
    case .acquiring: "◇"
    case .offloading: "▹"
    case .getting: "·"
    case .batching: "∷"
    case .joining: "┄"
    case .cleaningUp: "≈"
    case .finished: "✓"
    case .failed: "✗"
    case .cancelled: "⊘"
    case .timedOut: "◷"
    }
  }

  /// Its word, the same everywhere.
  package var word: String {
    switch self {
    case .created: "created"
    case .ready: "ready"
    case .running: "running"
    case .working: "working"
    case .sleeping: "sleeping"
    case .serving: "on I/O"
    case .backingOff: "retrying"
    case .putting: "blocked"
    case .acquiring: "acquiring"
    case .offloading: "no worker"
    case .getting: "idle"
    case .batching: "in batch"
    case .joining: "waiting"
    case .cleaningUp: "cleanup"
    case .finished: "finished"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .timedOut: "timed out"
    }
  }

  /// Its word in a run. Without the steps of tasks, a created task is `live`, as nothing says
  /// whether it has run; and the tasks of a real program don't say whether the work that they
  /// handed to a background worker has begun.
  package func word(in run: RunStart) -> String {
    switch self {
    case .created where !run.level.hasSteps: "live"
    case .offloading where !run.isSimulation: "offloaded"
    default: word
    }
  }

  /// The same as `isHeldUp`, but work that a real program has handed to a background worker, such
  /// as a thread, usually runs there.
  package func isHeldUp(in run: RunStart) -> Bool {
    isHeldUp && (self != .offloading || run.isSimulation)
  }

  /// What it means, for the help.
  package var meaning: String {
    switch self {
    case .created: "has not run"
    case .ready: "waits for a worker"
    case .running: "has the worker"
    case .working: "computes and holds its worker"
    case .sleeping: "until an instant"
    case .serving: "waits on I/O for an item or a request"
    case .backingOff: "failed, waits for its next attempt"
    case .putting: "the queue is full"
    case .acquiring: "waits for a connection or a resource"
    case .offloading: "waits for a background worker"
    case .getting: "waits for an item"
    case .batching: "waits for its batch to be processed"
    case .joining: "for a task, or until a queue is done"
    case .cleaningUp: "cancelled, cleans up before it ends"
    case .finished: "returned"
    case .failed: "threw an error"
    case .cancelled: "was cancelled, and ended"
    case .timedOut: "its deadline passed"
    }
  }

  /// The state that determines its colour; back-pressure and cleanup have colours of their own.
  package var state: TaskState {
    switch self {
    case .created: .created
    case .ready: .ready
    case .running: .running
    case .working: .working
    case .sleeping: .sleeping
    case .serving: .running
    case .backingOff: .timedOut
    case .putting, .acquiring, .offloading, .getting, .batching, .joining: .waiting
    case .finished: .finished
    case .failed: .failed
    case .cancelled, .cleaningUp: .cancelled
    case .timedOut: .timedOut
    }
  }
}

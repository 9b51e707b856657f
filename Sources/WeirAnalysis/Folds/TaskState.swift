public import WeirEvents

/// The states of a task's life.
public enum TaskState: UInt8, Hashable, Sendable, CaseIterable {
  /// It exists and has not run.
  case created
  /// It could run, and waits for a worker.
  case ready
  /// It runs.
  case running
  /// It computes and holds a worker.
  case working
  /// It waits for an instant.
  case sleeping
  /// It waits for something else.
  case waiting
  case finished
  case failed
  case cancelled
  case timedOut

  /// Whether the task's life is over.
  public var isOver: Bool { rawValue >= TaskState.finished.rawValue }
}

extension TaskState {
  /// The state of a task that waits for something, or computes.
  init(_ wait: Wait) {
    switch wait {
    case .sleep: self = .sleeping
    case .work: self = .working
    case .queuePut, .queueGet, .join, .child, .poolAcquire, .batch, .children, .offload,
      .other:
      self = .waiting
    }
  }

  /// The state in which an outcome leaves a task.
  public init(_ outcome: TaskOutcome) {
    switch outcome {
    case .completed: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut
    }
  }
}

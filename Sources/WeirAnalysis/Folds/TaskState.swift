public import WeirEvents

/// The states of a task's life.
public enum TaskState: UInt8, Hashable, Sendable, CaseIterable {
  /// The task exists and has not run.
  case created
  /// It is ready to run, and waits for a worker.
  case ready
  /// It is running.
  case running
  /// It is computing, and holds a worker.
  case working
  /// It is sleeping until an instant.
  case sleeping
  /// It is waiting for something else.
  case waiting
  /// It has completed.
  case finished
  /// It has ended with an error.
  case failed
  /// It has ended because it was cancelled.
  case cancelled
  /// It has ended because its deadline passed.
  case timedOut

  /// Whether the task has ended.
  public var isOver: Bool { rawValue >= TaskState.finished.rawValue }
}

extension TaskState {
  /// Creates the state of a task that waits for something, or computes.
  init(_ wait: Wait) {
    switch wait {
    case .sleep: self = .sleeping
    case .work: self = .working
    case .queuePut, .queueGet, .join, .child, .poolAcquire, .batch, .children, .offload,
      .other:
      self = .waiting
    }
  }

  /// Creates the state of a task that ended with an outcome.
  public init(_ outcome: TaskOutcome) {
    switch outcome {
    case .completed: self = .finished
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut
    }
  }
}

internal import CTaskHook

/// A Swift task, which is not retained: code that uses the reference knows that the task has not
/// ended.
///
/// `UnsafeCurrentTask` and `Task.isCancelled` say the same, but retain the task for each question.
struct TaskReference: Equatable {
  private let task: UnsafeMutableRawPointer

  /// The task whose code is running; `nil` outside of any.
  static var current: TaskReference? { weir_current_task().map { TaskReference(task: $0) } }

  /// Whether the task whose code is running is cancelled.
  static var isCurrentCancelled: Bool { current?.isCancelled ?? false }

  var isCancelled: Bool { weir_is_cancelled(task) }

  func cancel() { weir_cancel(task) }
}

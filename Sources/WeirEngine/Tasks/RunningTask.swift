import WeirEvents

/// The task whose code is running.
///
/// The identity is not retained: it lives as long as its task, whose job this is.
struct RunningTask {
  /// `nil` for code outside of any known task.
  var identity: Unmanaged<TaskIdentity>?
  /// Whether it is the task itself, and not a child task on its behalf.
  var isItself: Bool

  static let unknown = RunningTask(identity: nil, isItself: false)

  var id: TaskID { identity.map { $0._withUnsafeGuaranteedRef(\.id) } ?? .none }
}

extension RunningTask {
  /// Remembers what it waits for; `nil` is nothing.
  @inline(__always)
  func note(waiting wait: Wait?) {
    // Written like this, neither is retained, which would cost more than the rest.
    identity?._withUnsafeGuaranteedRef { identity in
      if let principal = identity.principal { principal.wait = wait } else { identity.wait = wait }
    }
  }
}

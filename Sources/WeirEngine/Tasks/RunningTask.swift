import WeirEvents

/// Whose code runs.
///
/// The identity is not retained: it lives as long as its task, whose job this is.
struct RunningTask {
  /// None is code outside of any known task.
  var identity: Unmanaged<TaskIdentity>?
  /// Whether it is the task itself, and not a child that works in its name.
  var isItself: Bool

  static let nobody = RunningTask(identity: nil, isItself: false)

  var id: TaskID { identity.map { $0._withUnsafeGuaranteedRef(\.id) } ?? .none }
}

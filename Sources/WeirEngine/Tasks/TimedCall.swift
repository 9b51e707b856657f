/// An action that the simulation calls at an instant, on behalf of the task that has set it.
///
/// Only the simulation's thread uses it.
final class TimedCall: @unchecked Sendable {
  /// The task that has set it, and lives at least as long.
  let setter: RunningTask
  private let action: @Sendable () -> Void

  init(setBy setter: RunningTask, _ action: @escaping @Sendable () -> Void) {
    self.setter = setter
    self.action = action
  }

  func goOff() { action() }
}

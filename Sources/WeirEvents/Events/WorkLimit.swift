/// A limit of work that a child task does while its parent waits for it, which a clock keeps.
///
/// It is also the deadline that the work and everything it calls see, so that a limit takes one
/// object.
@usableFromInline
package protocol WorkLimit: DeadlineLink {
  /// The child begins to work.
  func workBegins()

  /// The child has no more to do: the deadline has no effect from now on.
  func workEnds()

  /// The task that has waited continues. Returns whether the deadline passed before the work had
  /// ended.
  func taskContinues() -> Bool
}

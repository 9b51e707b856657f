/// A timeout that was reported as armed, and the deadlines around it.
@usableFromInline
package struct ArmedTimeout: Sendable {
  private let reporter: (any Reporter)?
  private let id: TimeoutID
  private let task: TaskID
  package let outer: (any DeadlineLink)?

  @usableFromInline
  package init(
    _ id: TimeoutID, of task: TaskID, to reporter: (any Reporter)?, in outer: (any DeadlineLink)?
  ) {
    self.reporter = reporter
    self.id = id
    self.task = task
    self.outer = outer
  }

  /// Reports that the deadline passed.
  package func fired() { reporter?.report(.timeout(id, .fired(by: task))) }
}

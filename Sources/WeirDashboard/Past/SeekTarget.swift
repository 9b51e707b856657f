public import WeirEvents

/// Where a seek goes.
public enum SeekTarget: Sendable, Hashable {
  /// To an instant, after everything that happened until then.
  case instant(VirtualInstant)
  /// To just after this number of events; 0 is before the first one.
  case event(Int)
  /// To the newest instant, from which the run continues; in a log, to its end.
  case end
  /// To just after the latest event that matches, among the first `before` ones.
  case cause(Cause, before: Int)
}

/// What an event is looked for by.
public enum Cause: Sendable, Hashable {
  /// It is a step in the life of the task.
  case changed(TaskID)
  /// It made the task ready.
  case woke(TaskID)
  /// It asked the task to end.
  case cancelled(TaskID)
  /// It put an item into the queue.
  case filled(QueueID)
}

public import WeirEvents

/// Where a seek leads.
public enum SeekTarget: Sendable, Hashable {
  /// To an instant: after all events until then.
  case instant(VirtualInstant)
  /// To right after this number of events; 0 is before the first.
  case event(Int)
  /// To a share of the length of a log, from 0 to 1, once that is known.
  case share(Double)
  /// To where a log has the finding with this number, counted from 1.
  case warning(Int)
  /// To the newest place: of a run, where it is now; of a log, its end.
  case end
  /// To right after the last event that matches, of the first `before` events.
  case cause(Cause, before: Int)
}

/// What an event is looked for by.
public enum Cause: Sendable, Hashable {
  /// It is about the task.
  case changed(TaskID)
  /// It made the task ready.
  case woke(TaskID)
  /// It asked the task to end.
  case cancelled(TaskID)
  /// It put an item into the queue.
  case filled(QueueID)
}

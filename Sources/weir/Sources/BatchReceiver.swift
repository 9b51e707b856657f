import WeirEvents

/// Where the events of a simulation go, which changes; used only by the thread of the run.
final class BatchReceiver: @unchecked Sendable {
  var receive: (EventBatch) -> Void = { _ in }
}

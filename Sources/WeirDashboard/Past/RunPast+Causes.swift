import WeirAnalysis
import WeirEvents

extension RunPast {
  /// How many events are looked at for a cause: it takes less than a tenth of a second.
  static let mostSearched = 2_000_000

  /// The place right after the last event that matches, of the first `count` events; `nil` if
  /// there is none among the last ones of them that are looked at.
  public func position(of cause: Cause, before count: Int) -> RunPosition? {
    var end = min(count, newest.event)
    let first = max(end - RunPast.mostSearched, 0)
    while end > first {
      let start = max(end - RunPast.batchLength, first)
      guard let records = records(start..<end) else { return nil }
      if let index = records.lastIndex(where: { cause.matches($0.event.kind) }) {
        return position(after: start + index + 1)
      }
      end = start
    }
    return nil
  }
}

extension Cause {
  /// Whether an event is of this cause.
  func matches(_ kind: Event.Kind) -> Bool {
    switch self {
    case .changed(let task):
      if case .task(task, _) = kind { return true }
    case .woke(let task):
      if case .task(task, .becameReady) = kind { return true }
    case .cancelled(let task):
      if case .task(task, .cancellationRequested) = kind { return true }
    case .filled(let queue):
      if case .queue(queue, .enqueued) = kind { return true }
    }
    return false
  }
}

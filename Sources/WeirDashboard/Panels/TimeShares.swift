import WeirTrace

/// How long a task has been busy, ready and idle until now: what it does at the moment counts, and so does serving,
/// which the task itself spends asleep.
struct TimeShares: Equatable {
  private(set) var busy: Duration
  private(set) var ready: Duration
  private(set) var idle: Duration

  init(_ record: TaskRecord, lane: Lane?, now: VirtualInstant) {
    let served = Duration.nanoseconds(lane?.served ?? 0)
    busy = record.busy + served
    ready = record.ready
    idle = record.idle - served
    let lasting = record.since.duration(to: now)
    switch Activity(record) {
    case .running, .working, .serving: busy += lasting
    case .created, .ready: ready += lasting
    case .finished, .failed, .cancelled, .timedOut: break
    default: idle += lasting
    }
  }
}

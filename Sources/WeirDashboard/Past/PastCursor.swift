public import WeirEvents

/// A place in a past from which it is played: its events come out in the batches in which they are
/// to be shown.
public struct PastCursor: Sendable {
  /// The place.
  public private(set) var position = RunPosition.start
  /// When the next event was reported; `nil` if none is known yet. See `look`.
  public private(set) var next: VirtualInstant?
  /// Whether the next event is known, but can't be read: newer ones have taken its place, or its
  /// disk fails. See `look`.
  public private(set) var isLost = false
  private let past: RunPast
  /// Some events from the next one on.
  private var window: ContiguousArray<EventSpool.Record>.SubSequence = []

  /// Starts before the first event.
  public init(_ past: RunPast) { self.past = past }

  /// Continues from another place.
  public mutating func move(to position: RunPosition) {
    (self.position, window, next, isLost) = (position, [], nil, false)
  }

  /// Looks whether there is another event.
  public mutating func look() {
    let newest = past.newest.event
    if window.isEmpty, newest > position.event {
      let end = min(newest, position.event + RunPast.batchLength)
      let records = past.records(position.event..<end)
      (window, isLost) = (records?[...] ?? [], records == nil)
    }
    next = window.first?.reported
  }

  /// Advances to an instant before the next event.
  public mutating func advance(to instant: VirtualInstant) {
    position.instant = max(position.instant, instant)
  }

  /// Takes some events that were reported until an instant, as one batch.
  ///
  /// An event that was reported late begins a batch, and time comes to that instant before: see
  /// `RunPast`. So there may be none, although there is a next one.
  public mutating func take(_ most: Int, through limit: VirtualInstant) -> [Event] {
    look()
    var events: [Event] = []
    while events.count < most, let record = window.first, record.reported <= limit {
      let isLate = record.event.instant < record.reported
      if isLate, position.instant < record.reported {
        advance(to: record.reported)
        break
      }
      advance(to: record.reported)
      events.append(record.event)
      window.removeFirst()
      position.event += 1
    }
    look()
    return events
  }
}

/// What a full queue does with one more item.
public enum OverflowPolicy: UInt8, EventWord {
  /// Suspends the producer until there is a place: back-pressure.
  case block
  /// Drops the item that is offered.
  case dropNewest
  /// Drops the item that has waited longest, and takes in the one that is offered.
  case dropOldest
  /// Throws at the producer, which keeps the item.
  case fail

  /// The policy as it is written in knobs and logs.
  public var name: String {
    switch self {
    case .block: "block"
    case .dropNewest: "drop-newest"
    case .dropOldest: "drop-oldest"
    case .fail: "fail"
    }
  }
}

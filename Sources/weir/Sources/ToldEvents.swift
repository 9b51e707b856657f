import DequeModule
import WeirEvents

/// How many events of a run were told, and when the last ones happened: where steps back lead. Used
/// by the run's thread alone.
final class ToldEvents: @unchecked Sendable {
  private(set) var history = History()

  var count: Int { history.count }

  /// When the last one happened; the run's start where there is none.
  var last: VirtualInstant { history.instant(of: count) ?? .zero }

  func note(_ events: [Event]) { history.note(events) }

  func forget() { history = History() }

  /// The number of events that were told, and the instants of the last ones.
  struct History: Sendable {
    /// So many instants are kept; a way further back takes several stages.
    static let limit = 4096

    private(set) var count = 0
    private var instants: Deque<VirtualInstant> = []
    /// Whether the way back goes by the numbers of events, and needs no instants.
    private let isByNumber: Bool

    init() { isByNumber = false }

    /// The history of a run in which each event is found by its number.
    init(count: Int) { (self.count, isByNumber) = (count, true) }

    /// The smallest number of an event to which a way leads; the run's start counts as number 0.
    var first: Int {
      isByNumber || instants.count == count ? 0 : count - instants.count + 1
    }

    /// When an event happened, by its number, counted from 1; nil where that is not known any more.
    func instant(of number: Int) -> VirtualInstant? {
      guard number > 0 else { return .zero }
      let index = number - (count - instants.count) - 1
      return instants.indices.contains(index) ? instants[index] : nil
    }

    fileprivate mutating func note(_ events: [Event]) {
      count += events.count
      instants.append(contentsOf: events.suffix(History.limit).lazy.map(\.instant))
      instants.removeFirst(max(instants.count - History.limit, 0))
    }
  }
}

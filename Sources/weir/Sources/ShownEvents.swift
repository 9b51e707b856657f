import DequeModule
import WeirEvents

/// How many events of a run have been shown, and when the last ones happened, for steps back. Used
/// only by the thread of the run.
final class ShownEvents: @unchecked Sendable {
  private(set) var history = History()

  var count: Int { history.count }

  /// The instant of the last one; the start of the run if there is none.
  var last: VirtualInstant { history.instant(of: count) ?? .zero }

  func note(_ events: [Event]) { history.note(events) }

  func forget() { history = History() }

  /// The number of events shown, and the instants of the last ones.
  struct History: Sendable {
    /// How many instants are kept; going further back takes several seeks.
    static let limit = 4096

    private(set) var count = 0
    private var instants: Deque<VirtualInstant> = []
    /// Whether events are found by their number, without instants.
    private let isByNumber: Bool

    init() { isByNumber = false }

    /// Creates the history of a run whose events are found by their number.
    init(count: Int) { (self.count, isByNumber) = (count, true) }

    /// The smallest number of an event that can be reached; the start of the run counts as number
    /// 0.
    var first: Int {
      isByNumber || instants.count == count ? 0 : count - instants.count + 1
    }

    /// The instant of an event by its number, counted from 1; `nil` if it is not known any more.
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

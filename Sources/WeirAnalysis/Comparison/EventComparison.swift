import DequeModule
public import WeirEvents

/// Finds the first event at which two runs part, while both are read side by side.
///
/// Pass in the events of both runs as they come, and of the run that has fewer of them first: then
/// it keeps only the events that one of them is ahead. Nothing is kept once the runs have parted.
///
/// Source locations don't count, since an edit elsewhere in a file changes them. An event that only
/// announces a limit, such as the creation of a queue with another capacity, is passed over: the
/// runs part where something happens differently. If nothing does, the first such event is the
/// difference.
/// - Complexity: Constant time per event.
public struct EventComparison: Sendable {
  /// The first event at which two runs differ.
  public struct Difference: Sendable {
    /// The number of the event, counted from 1.
    public let number: Int
    /// The event of A; `nil` if A has no more events.
    public let a: Event?
    /// The event of B; `nil` if B has no more events.
    public let b: Event?
    /// What was known of both runs before it.
    public let before: Analysis

    /// The instant of the first of the two events.
    public var instant: VirtualInstant {
      min(a?.instant ?? .endOfTime, b?.instant ?? .endOfTime)
    }
  }

  /// How a run ended for the comparison.
  public enum End: Hashable, Sendable {
    /// The run itself ended, so that nothing could have followed.
    case over
    /// Everything up to its last instant is known.
    case whole
    /// It broke off within its last instant.
    case cut
  }

  /// The events of one run that have not been compared, and how far it is known.
  fileprivate struct Lane: Sendable {
    var events: Deque<Reported> = []
    var now = VirtualInstant.zero
    var end: End?
    /// Whether the other run had an event that this one did not have in its place.
    var isBehind = false
    /// Whether only its first event is kept, since the other run is behind for too long.
    var isForgetful = false
    /// The latest instant of the events so far.
    var latest = VirtualInstant.zero
  }

  /// An event, and from which instant on it can have been reported: one that is reported late has
  /// an earlier instant than what was reported before it.
  fileprivate struct Reported: Sendable {
    var event: Event
    var instant: VirtualInstant
  }

  /// How many events are kept while the other run may have an event to come for the first of them.
  private static let mostKept = 65_536

  private var a = Lane()
  private var b = Lane()
  private var analysis = Analysis()
  private var parting: Difference?
  private var announcement: Difference?
  private let comparesInstants: Bool

  /// Creates a comparison of two runs before their first events.
  ///
  /// - Parameter comparesInstants: Whether events at different instants differ; pass `false` for
  ///   recordings with a real clock, which never has the same time twice.
  public init(comparesInstants: Bool = true) { self.comparesInstants = comparesInstants }

  /// How many events both runs have in common.
  public var comparedCount: Int { analysis.eventCount }

  /// How many events are kept until the other run has come as far.
  public var keptCount: Int { a.events.count + b.events.count }

  /// The first difference known so far; `nil` if there is none. It is final once `isDecided` or
  /// both runs have ended.
  public var difference: Difference? { parting ?? announcement }

  /// Whether the place at which the runs part is known.
  public var isDecided: Bool { parting != nil }

  /// Takes the next events of a run.
  ///
  /// - Parameter now: The instant up to which this run is known.
  public mutating func take(
    _ events: some Sequence<Event>, until now: VirtualInstant, of side: RunSide
  ) {
    guard parting == nil else { return }
    switch side {
    case .a: EventComparison.add(events, now, to: &a)
    case .b: EventComparison.add(events, now, to: &b)
    }
    compare()
  }

  /// Notes the end of a run. Unless the run itself is over, the other one may continue without
  /// differing.
  public mutating func end(_ side: RunSide, _ end: End) {
    switch side {
    case .a: a.end = end
    case .b: b.end = end
    }
    guard parting == nil else { return }
    compare()
  }

  private static func add(
    _ events: some Sequence<Event>, _ now: VirtualInstant, to lane: inout Lane
  ) {
    lane.latest = max(lane.latest, lane.now)
    for event in events {
      lane.latest = max(lane.latest, event.instant)
      lane.events.append(Reported(event: event, instant: lane.latest))
    }
    lane.now = max(lane.now, now)
  }
}

extension EventComparison {
  private mutating func compare() {
    while let first = a.events.first?.event, let second = b.events.first?.event {
      if !isSame(first, second) {
        guard !a.isBehind, !b.isBehind, !comparesInstants || first.instant == second.instant,
          first.kind.announces(as: second.kind)
        else { return part(first, second) }
        if announcement == nil { announcement = difference(first, second) }
      }
      // What follows the event of the other run is not kept any more.
      if a.isForgetful || b.isForgetful { return part(first, second) }
      // What it had not reported in time was only late.
      (a.isBehind, b.isBehind) = (false, false)
      analysis.fold(first)
      a.events.removeFirst()
      b.events.removeFirst()
    }
    if let next = b.events.first {
      if a.isMissing(next, comparesInstants) { return part(nil, next.event) }
      if comparesInstants, next.instant < a.now { EventComparison.wait(for: &a, in: &b) }
    }
    if let next = a.events.first {
      if b.isMissing(next, comparesInstants) { return part(next.event, nil) }
      if comparesInstants, next.instant < b.now { EventComparison.wait(for: &b, in: &a) }
    }
    // Only the first event that a run that has ended does not have matters.
    if a.end != nil, a.events.isEmpty { EventComparison.keepFirst(of: &b) }
    if b.end != nil, b.events.isEmpty { EventComparison.keepFirst(of: &a) }
  }

  /// Waits for the next event of a run that has passed the first event of the other one: it is the
  /// same, reported late, or they part there. If it takes long, they part with whatever comes, and
  /// only the first event of the other one is kept.
  private static func wait(for lane: inout Lane, in ahead: inout Lane) {
    lane.isBehind = true
    if ahead.events.count > mostKept { ahead.isForgetful = true }
    if ahead.isForgetful { keepFirst(of: &ahead) }
  }

  private static func keepFirst(of lane: inout Lane) {
    lane.events.removeLast(max(lane.events.count - 1, 0))
  }

  private mutating func part(_ first: Event?, _ second: Event?) {
    parting = difference(first, second)
    (a.events, b.events) = ([], [])
  }

  private func difference(_ first: Event?, _ second: Event?) -> Difference {
    Difference(number: analysis.eventCount + 1, a: first, b: second, before: analysis)
  }

  /// Whether two events say the same, except for places in the source.
  private func isSame(_ first: Event, _ second: Event) -> Bool {
    guard first != second else { return true }
    var (first, second) = (first, second)
    if comparesInstants {
      guard first.instant == second.instant else { return false }
    } else {
      second.instant = first.instant
    }
    var digests = (TraceDigest(), TraceDigest())
    digests.0.fold(first)
    digests.1.fold(second)
    return digests.0.value == digests.1.value
  }
}

extension EventComparison.Lane {
  /// Whether an event of the other run is not going to come here, and nothing in its place.
  fileprivate func isMissing(
    _ next: EventComparison.Reported, _ comparesInstants: Bool
  ) -> Bool {
    switch end {
    case .over: true
    case .whole: comparesInstants && next.instant <= now
    case .cut: comparesInstants && next.instant < now
    case nil: false
    }
  }
}

extension Event.Kind {
  /// Whether two events create or reconfigure the same thing, so that they can only differ in its
  /// limits.
  fileprivate func announces(as other: Event.Kind) -> Bool {
    guard let announced else { return false }
    return announced == other.announced
  }

  /// What an event that creates or reconfigures something announces, without its limits.
  private var announced: Announced? {
    switch self {
    case .queue(let id, .created(let name, _, let depth, _, _, _)):
      Announced(kind: 0, number: id.rawValue, name: name, depth: depth)
    case .queue(let id, .reconfigured): Announced(kind: 1, number: id.rawValue)
    case .pool(let id, .created(let name, _, _, _)):
      Announced(kind: 2, number: id.rawValue, name: name)
    case .pool(let id, .reconfigured): Announced(kind: 3, number: id.rawValue)
    case .batch(let id, .created(let name, _, _)):
      Announced(kind: 4, number: id.rawValue, name: name)
    case .batch(let id, .reconfigured): Announced(kind: 5, number: id.rawValue)
    case .queue, .pool, .batch, .task, .timeout, .request, .error, .shutdown, .worker, .input,
      .source:
      nil
    }
  }

  private struct Announced: Equatable {
    var kind: Int
    var number: UInt32
    var name = Label(.empty)
    var depth: UInt32 = 0
  }
}

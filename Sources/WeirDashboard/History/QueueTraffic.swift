import WeirAnalysis
import WeirEvents

/// Which roles put items into each queue and took them out lately.
///
/// A queue that is created again under the same name continues what is known of the old one. At
/// most `limit` names, and `Way.limit` roles on each side, are distinguished. Constant time per
/// event, except for the creation of a queue.
struct QueueTraffic: Sendable {
  /// Over how many seconds rates are measured: few, since nothing may seem to move in a program
  /// that hangs.
  static let memory = 3.0

  /// As many queues as have a record.
  static let limit = 512

  /// The way into a queue, or out of it.
  struct Way: Sendable {
    static let limit = 8

    /// How many items go this way in a second, moved by any role.
    private(set) var rate = Rate(over: QueueTraffic.memory)
    /// The roles that moved some, in the order in which they began.
    private(set) var members: [(role: Symbol, rate: Rate)] = []
    /// The place of the role that moves most, as it was chosen last.
    private var leader = 0
    /// The same at the present instant.
    private var present = 0

    /// The role that moves most; it stays until another one moves clearly more.
    var leading: Symbol? { members.indices.contains(present) ? members[present].role : nil }

    /// Whether any item ever went this way.
    private(set) var hasMoved = false

    /// How many other roles moved something lately.
    func otherCount(at now: VirtualInstant) -> Int {
      members.indices.count { $0 != present && members[$0].rate.perSecond(at: now) >= Way.least }
    }

    /// A lower rate per second counts as none.
    private static let least = 0.01
    /// Another role leads once it exceeds the rate of the leader by this factor and this margin.
    fileprivate static let lead = (factor: 1.5, margin: 0.1)
  }

  /// The ways of one queue.
  struct Lane: Sendable {
    let name: Label
    /// The latest queue of the name.
    fileprivate(set) var queue: QueueID
    fileprivate(set) var into = Way()
    fileprivate(set) var outOf = Way()
  }

  /// In the order in which the names appeared.
  private(set) var lanes: [Lane] = []
  private var names: [Label: Int] = [:]
  /// The place of each queue's lane; that of an earlier queue is kept while there are few.
  private var indices: [QueueID: Int] = [:]

  subscript(name: Label) -> Lane? { names[name].map { lanes[$0] } }

  /// Folds an event that the tasks have already folded. Only those about items of a queue, and its
  /// creation, change anything.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    guard case .queue(let id, let change) = event.kind else { return }
    let now = event.instant
    if case .created(let name, _, _, _, _, _) = change {
      open(id, name)
    } else if case .enqueued(let task, _, _) = change {
      update(id) { $0.into.count(tasks[task]?.role, at: now) }
    } else if case .dequeued(let task, _, _) = change {
      update(id) { $0.outOf.count(tasks[task]?.role, at: now) }
    } else if case .counted(let enqueued, let dequeued, _, _, _) = change {
      update(id) { lane in
        lane.into.count(Int(enqueued), at: now)
        lane.outOf.count(Int(dequeued), at: now)
      }
    }
  }

  /// Updates which role moves the most on each way at an instant.
  mutating func advance(to now: VirtualInstant) {
    for index in lanes.indices {
      lanes[index].into.advance(to: now)
      lanes[index].outOf.advance(to: now)
    }
  }

  /// Makes what `advance` found the choice that another role has to exceed from now on.
  mutating func choose() {
    for index in lanes.indices {
      lanes[index].into.choose()
      lanes[index].outOf.choose()
    }
  }

  private mutating func open(_ id: QueueID, _ name: Label) {
    if indices.count >= 2 * QueueTraffic.limit {
      // A log may use one number for queues of several names.
      indices = Dictionary(lanes.indices.map { (lanes[$0].queue, $0) }) { _, latest in latest }
    }
    if let known = names[name] {
      lanes[known].queue = id
      indices[id] = known
    } else if lanes.count < QueueTraffic.limit {
      names[name] = lanes.count
      indices[id] = lanes.count
      lanes.append(Lane(name: name, queue: id))
    }
  }

  private mutating func update(_ id: QueueID, _ change: (inout Lane) -> Void) {
    guard let index = indices[id] else { return }
    change(&lanes[index])
  }
}

extension QueueTraffic.Way {
  /// Counts an item that a role moved; `nil` if that is unknown. The least busy of many roles makes
  /// room for a new one.
  fileprivate mutating func count(_ role: Symbol?, at now: VirtualInstant) {
    count(1, at: now)
    guard let role else { return }
    if let known = members.firstIndex(where: { $0.role == role }) {
      return members[known].rate.count(at: now)
    }
    var member = (role: role, rate: Rate(over: QueueTraffic.memory))
    member.rate.count(at: now)
    guard members.count >= QueueTraffic.Way.limit else { return members.append(member) }
    let rates = members.map { $0.rate.perSecond(at: now) }
    guard let least = rates.indices.filter({ $0 != leader }).min(by: { rates[$0] < rates[$1] }),
      rates[least] < QueueTraffic.Way.least
    else { return }
    members[least] = member
  }

  /// Counts items that unknown roles moved.
  fileprivate mutating func count(_ number: Int, at now: VirtualInstant) {
    rate.count(number, at: now)
    if number > 0 { hasMoved = true }
  }

  fileprivate mutating func advance(to now: VirtualInstant) {
    present = leader
    guard members.count > 1 else { return }
    for index in members.indices {
      let most = members[present].rate.perSecond(at: now)
      let (factor, margin) = QueueTraffic.Way.lead
      if members[index].rate.perSecond(at: now) > factor * most + margin { present = index }
    }
  }

  fileprivate mutating func choose() { leader = present }
}

import WeirAnalysis
import WeirEvents

/// By whose hands items went into each queue and out of it lately, role by role.
///
/// A queue that is made anew under the same name goes on with what is known of the old one. At most
/// `limit` names and `Way.limit` roles a side are told apart. Constant time an event, but for the
/// creation of a queue.
struct QueueTraffic: Sendable {
  /// Over so many seconds rates are taken: short, since in a program that hangs nothing may seem to
  /// move.
  static let memory = 3.0

  /// As many as have a record.
  static let limit = 512

  /// The way into a queue, or out of it.
  struct Way: Sendable {
    static let limit = 8

    /// How many go this way in a second, whoever moves them.
    private(set) var rate = Rate(over: QueueTraffic.memory)
    /// Those who moved some, in the order in which they began.
    private(set) var members: [(role: Symbol, rate: Rate)] = []
    private var leader = 0

    /// The role that moves most; it stays until another one moves clearly more.
    var leading: Symbol? { members.indices.contains(leader) ? members[leader].role : nil }

    /// Whether anything has ever gone this way.
    private(set) var hasMoved = false

    /// How many other roles moved something lately.
    func otherCount(at now: VirtualInstant) -> Int {
      members.indices.count { $0 != leader && members[$0].rate.perSecond(at: now) >= Way.least }
    }

    /// What moves less often than that in a second moves nothing.
    private static let least = 0.01
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

  /// Takes in one event, which the tasks have taken in before; those that are not about what a
  /// queue takes in or gives out change nothing.
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

  /// Finds anew who moves most on each way.
  mutating func advance(to now: VirtualInstant) {
    for index in lanes.indices {
      lanes[index].into.choose(at: now)
      lanes[index].outOf.choose(at: now)
    }
  }

  private mutating func open(_ id: QueueID, _ name: Label) {
    if indices.count >= 2 * QueueTraffic.limit {
      // A log may give one number to queues of several names.
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
  /// Somebody moved an item; who, is not always known. The least busy of many makes room.
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

  /// So many were moved; by whom, is not known.
  fileprivate mutating func count(_ number: Int, at now: VirtualInstant) {
    rate.count(number, at: now)
    if number > 0 { hasMoved = true }
  }

  fileprivate mutating func choose(at now: VirtualInstant) {
    guard members.count > 1 else { return }
    for index in members.indices {
      let most = members[leader].rate.perSecond(at: now)
      if members[index].rate.perSecond(at: now) > 1.5 * most + 0.1 { leader = index }
    }
  }
}

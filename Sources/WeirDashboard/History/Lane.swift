import WeirAnalysis
import WeirEvents
import WeirWording

/// What one task did lately, followed by the tasks that took its place.
///
/// A lane keeps at most 512 stretches. If there are more, it forgets the shortest ones of its older
/// half, which a picture shows least; marks and ends stay until there is nothing else to forget.
struct Lane: Sendable {
  private static let capacity = 512
  /// How many are left after forgetting: few enough that it happens once for many changes.
  private static let keptCount = 384

  /// The time from `start` up to the start of the next one.
  struct Stretch: Sendable, Equatable {
    var start: Int64
    var activity: Activity
    /// Whether a task's life begins with it.
    var isBirth = false
  }

  let role: Symbol
  /// The name of the present task.
  var name: Label
  private(set) var task: TaskID
  /// When the present task was created.
  private(set) var begin: VirtualInstant
  /// When the last task of the lane ended; `nil` if it is live.
  private(set) var ended: VirtualInstant?
  /// How long the task has served, without what it does now.
  private(set) var served: Int64 = 0
  /// When its present activity began.
  private var since: Int64 = 0
  private var stretches = PackedRing<Stretch>(chunkSize: 32)

  init(_ task: TaskID, name: Label, role: Symbol, at instant: VirtualInstant) {
    self.task = task
    self.name = name
    self.role = role
    begin = instant
    enterLife(at: instant)
  }

  /// Creates a lane of a task of which only the present activity is known.
  init(of record: TaskRecord) {
    self.init(record.id, name: record.name, role: record.role, at: record.since)
    stretches.last?.isBirth = record.since == record.created
    enter(Activity(record), at: record.since)
  }

  /// The lane without the tasks before the present one.
  var present: Lane {
    var lane = self
    let all = stretches.newest(.max)
    if let birth = all.lastIndex(where: \.isBirth) { lane.keep(all[birth...]) }
    return lane
  }

  /// Continues with what the same task did later, as another lane has it that begins in the middle
  /// of the newest stretch.
  mutating func `continue`(as later: Lane) {
    let newest = stretches.last?.start ?? .min
    for stretch in later.stretches.newest(.max).drop(while: { $0.start <= newest }) {
      append(stretch.activity, stretch.start)
    }
    served &+= later.served
    (name, since, ended) = (later.name, later.since, later.ended)
  }

  /// Passes its stretches through a transfer; it has none while they are away.
  mutating func pass(through transfer: inout ByteTransfer) { stretches.pass(through: &transfer) }

  /// The activity at the newest end.
  var activity: Activity { stretches.last?.activity ?? .created }

  /// Starts the next task in this lane.
  mutating func hand(to task: TaskID, name: Label, at instant: VirtualInstant) {
    self.task = task
    self.name = name
    ended = nil
    begin = instant
    enterLife(at: instant)
    served = 0
  }

  private mutating func enterLife(at instant: VirtualInstant) {
    enter(.created, at: instant)
    stretches.last?.isBirth = true
  }

  mutating func enter(_ activity: Activity, at instant: VirtualInstant) {
    if self.activity == .serving { served &+= instant.nanoseconds &- since }
    since = instant.nanoseconds
    if activity.isOver { ended = instant }
    let start = instant.nanoseconds
    guard let last = stretches.last, last.start == start, !last.activity.isOver else {
      return append(activity, start)
    }
    // An activity of no length is not shown, but the start of a life is kept.
    stretches.last?.activity = activity
  }

  /// Marks this instant with something that has no length.
  mutating func mark(_ activity: Activity, at instant: VirtualInstant) {
    let before = self.activity
    append(activity, instant.nanoseconds)
    if !before.isOver { append(before, instant.nanoseconds) }
  }

  private mutating func append(_ activity: Activity, _ start: Int64) {
    stretches.append(Stretch(start: start, activity: activity))
    if stretches.count > Lane.capacity { thin() }
  }

  private mutating func keep(_ kept: ArraySlice<Stretch>) {
    stretches = PackedRing(chunkSize: 32)
    for stretch in kept { stretches.append(stretch) }
  }

  private mutating func thin() {
    let all = stretches.newest(.max)
    let half = Lane.capacity / 2
    let lengths = (0..<half).map { all[$0 + 1].start - all[$0].start }
    let median = lengths.sorted()[half / 2]
    var kept: [Stretch] = []
    for index in all.indices {
      let isShort = index < half && lengths[index] <= median
      if !isShort || (all[index].activity.isOver && kept.count < half) {
        kept.append(all[index])
      }
    }
    keep(kept.suffix(Lane.keptCount))
  }
}

extension Lane {
  /// How long it had such activities, as far as they are still known.
  func duration(until now: VirtualInstant, where isMeant: (Activity) -> Bool) -> Duration {
    var sum: Int64 = 0
    let stretches = stretches.newest(.max)
    for (index, stretch) in stretches.enumerated() where isMeant(stretch.activity) {
      let end = index + 1 < stretches.count ? stretches[index + 1].start : now.nanoseconds
      sum += max(end - stretch.start, 0)
    }
    return .nanoseconds(sum)
  }

  /// What a lane shows in one column.
  struct Slice: Equatable {
    var activity: Activity
    /// Whether the activity began in this column.
    var isFresh: Bool
    /// Whether a task's life began in it.
    var isBirth = false
  }

  /// What the lane shows in each of the last columns of a scale, the newest last; `nil` before its
  /// first task.
  ///
  /// A column shows what took most of its time; an end or a mark is always shown.
  func columns(_ count: Int, until now: VirtualInstant, at scale: TimeScale) -> [Slice?] {
    var columns = [Slice?](repeating: nil, count: count)
    let stretches = stretches.newest(.max)
    var index = stretches.count - 1
    var end = now.nanoseconds < .max ? now.nanoseconds + 1 : now.nanoseconds
    var start = scale.columnStart(now)
    for column in columns.indices.reversed() {
      columns[column] = Lane.summary(of: stretches, from: start, to: end, last: &index)
      (start, end) = (start - scale.column, start)
      if index < 0 { break }
    }
    return columns
  }

  /// The slice for the time between two instants. `index` is the last stretch that begins before
  /// the end; afterwards it is the last one that begins before the start.
  private static func summary(
    of stretches: [Stretch], from start: Int64, to end: Int64, last index: inout Int
  ) -> Slice? {
    var longest: Slice?
    var longestTime: Int64 = -1
    var isBirth = false
    var until = end
    while index >= 0 {
      let stretch = stretches[index]
      if stretch.activity.isOver, stretch.start >= start {
        while index >= 0, stretches[index].start >= start { index -= 1 }
        return Slice(activity: stretch.activity, isFresh: true)
      }
      let time = until - max(stretch.start, start)
      isBirth = isBirth || stretch.isBirth && stretch.start >= start
      if !stretch.activity.isOver, time > longestTime {
        longest = Slice(activity: stretch.activity, isFresh: stretch.start >= start)
        longestTime = time
      }
      if stretch.start < start { break }
      until = stretch.start
      index -= 1
    }
    longest?.isBirth = isBirth
    return longest
  }
}

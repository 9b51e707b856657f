import WeirAnalysis
import WeirEvents
import WeirWording

/// A pass over all tasks, a few thousand at a time, so that no frame has to wait for a hundred
/// thousand.
///
/// It keeps the first `limit` tasks in order and counts the others.
struct TaskSweep: Sendable {
  /// How many tasks are kept.
  static let limit = 1024

  let listing: TaskListing
  private(set) var isFinished = false
  /// How many tasks pass the filter.
  private(set) var count = 0
  private var last = TaskID.none
  private var candidates: [Candidate] = []
  /// The live tasks by role, if the listing has groups.
  private(set) var groups: TaskGroups
  private let findings: FindingCounts

  /// A task that may be listed.
  struct Candidate: Sendable {
    let task: TaskID
    let name: Label
    let role: Symbol
    /// When it ended; `nil` while it is live.
    let ended: VirtualInstant?
    /// Where it stands among those that have ended, whenever that was: greater ranks come later.
    let rank: Int
    let key: TaskSortKey
  }

  init(_ listing: TaskListing, _ analysis: Analysis) {
    self.listing = listing
    groups = TaskGroups(opened: listing.opened)
    findings = FindingCounts(analysis)
  }

  /// How many tasks one step looks at, ten times a second; more without a filter, and if they are
  /// only counted, as that is fast.
  private var step: Int {
    listing.filter.isEmpty ? listing.order == .groups ? 16_384 : 6144 : 1536
  }

  /// Looks at the next tasks, up to the limit of a step.
  mutating func advance(over run: RunHistory) {
    var subject: FilteredTask?
    var seen = 0
    for record in run.analysis.tasks.records(after: last) {
      guard seen < step else { return }
      seen += 1
      last = record.id
      if !listing.filter.isEmpty {
        subject = subject ?? FilteredTask(record: record, analysis: run.analysis)
        subject?.record = record
        guard let subject, listing.filter.passes(subject) else { continue }
      }
      take(record, run)
    }
    isFinished = true
  }

  private mutating func take(_ record: TaskRecord, _ run: RunHistory) {
    if listing.order == .groups, !record.isLive { return }
    count += 1
    guard listing.order != .groups || groups.count(record) else { return }
    let key =
      listing.hasBranches
      ? TaskSortKey() : TaskSortKey(listing.sort.column, of: record, in: run, findings)
    candidates.append(
      Candidate(
        task: record.id, name: record.name, role: record.role,
        ended: record.isLive ? nil : record.since,
        rank: record.isLive
          ? 0 : EndedRank.of(record.role, Activity(record), isOver: listing.isOver),
        key: key))
    if candidates.count >= 2 * TaskSweep.limit { trim() }
  }

  private mutating func trim() {
    candidates.sort(by: comesBefore)
    candidates.removeSubrange(min(TaskSweep.limit, candidates.count)...)
  }

  /// The first of the tasks seen so far, in order.
  mutating func firstCandidates() -> [Candidate] {
    trim()
    return candidates
  }

  /// Ended tasks come last, the latest first and after them those that a library started for
  /// itself, whatever the column; equal ones by creation, so that rows don't jump. At the end of a
  /// run those that failed come before those that were cancelled and those that finished.
  private func comesBefore(_ left: Candidate, _ right: Candidate) -> Bool {
    guard left.ended == nil, right.ended == nil else {
      return TaskSweep.isEarlier(left, right, hasBranches: listing.hasBranches)
    }
    if left.key != right.key { return (left.key < right.key) == listing.sort.isAscending }
    let isAscending = listing.sort.column != .id || listing.sort.isAscending || listing.hasBranches
    return (left.task < right.task) == isAscending
  }

  private static func isEarlier(_ left: Candidate, _ right: Candidate, hasBranches: Bool) -> Bool {
    guard let leftEnd = left.ended else { return true }
    guard let rightEnd = right.ended else { return false }
    if !hasBranches, left.rank != right.rank { return left.rank < right.rank }
    return leftEnd == rightEnd || hasBranches ? left.task < right.task : leftEnd > rightEnd
  }
}

import WeirAnalysis
import WeirEvents

/// Copies of a run's history at some places, for coming back to any place near them.
///
/// Their size is limited in bytes. To make room, the copy goes whose absence leaves the smallest
/// gap; gaps near the newest copy and near the place visited last count more, since most visits are
/// to there. The first copy, of the start, stays.
struct SnapshotShelf: Sendable {
  /// A copy of the history, without what the user chose to see of it.
  struct Snapshot: Sendable {
    let position: RunPosition
    /// About how many bytes it takes in memory.
    let byteCount: Int
    /// After how many events of the run the next copy is worth its cost.
    let next: Int
    /// Without what was moved out of memory.
    private let rest: RunHistory
    private let moved: PageFile.Kept
    /// How many bytes of a copy take as long as a tenth of folding an event: making copies then
    /// costs a tenth of folding, however many tasks a copy has.
    private static let bytesPerEvent = 64

    /// - Parameter file: Where most of it is kept.
    init(_ history: RunHistory, in file: PageFile) {
      position = RunPosition(event: history.analysis.eventCount, instant: history.analysis.now)
      var rest = history.kept
      var transfer = ByteTransfer()
      rest.pass(through: &transfer)
      moved = file.keep(transfer.bytes)
      self.rest = rest
      byteCount = rest.byteCount + moved.bytesInMemory
      let size = rest.byteCount + transfer.bytes.count
      next = position.event + max(RunPast.distance, size / Snapshot.bytesPerEvent)
    }

    /// Returns the copy; `nil` if it can't be read.
    func restored() -> RunHistory? {
      guard let bytes = moved.read() else { return nil }
      var (history, transfer) = (rest, ByteTransfer(from: bytes))
      history.pass(through: &transfer)
      return history
    }
  }

  /// In the order of their places.
  private(set) var snapshots: [Snapshot] = []
  /// About how many bytes they have.
  private(set) var byteCount = 0
  /// About how many bytes they may have.
  let limit: Int
  /// The place visited last, by its event.
  private var visited: Int?

  /// How many times more a gap counts at places visited most.
  private static let nearWeight = 4
  /// Which share of the run counts as near the newest copy or the place visited last.
  private static let nearShare = 32

  /// - Parameter limit: About how many bytes they may have.
  init(limit: Int) { self.limit = limit }

  /// The last copy from which a place can be reached; `nil` if there is none.
  func last(before position: RunPosition) -> Snapshot? {
    let end = snapshots.partitioningIndex { $0.position.event > position.event }
    return snapshots[..<end].last { $0.position.instant <= position.instant }
  }

  /// The last copy before an event; `nil` if there is none.
  func last(beforeEvent event: Int) -> Snapshot? {
    snapshots[..<snapshots.partitioningIndex { $0.position.event >= event }].last
  }

  /// Keeps a copy, in place of one with the same number of events.
  mutating func keep(_ snapshot: Snapshot) {
    let place = snapshots.partitioningIndex { $0.position.event >= snapshot.position.event }
    byteCount += snapshot.byteCount
    if place < snapshots.count, snapshots[place].position.event == snapshot.position.event {
      byteCount -= snapshots[place].byteCount
      snapshots[place] = snapshot
    } else {
      snapshots.insert(snapshot, at: place)
    }
    while byteCount > limit, snapshots.count > 2 { removeLeastUseful() }
  }

  /// Notes that a place was visited.
  mutating func visit(_ event: Int) { visited = event }

  /// Forgets the copies after a place.
  mutating func removeAll(after position: RunPosition) {
    remove { $0.position.event > position.event || $0.position.instant > position.instant }
  }

  /// Forgets the copies from which nothing can be reached, since the events after them are gone;
  /// the start itself can still be shown.
  mutating func removeAll(before event: Int) {
    remove { $0.position.event < event && $0.position.event > 0 }
  }

  private mutating func remove(_ isGone: (Snapshot) -> Bool) {
    snapshots.removeAll(where: isGone)
    byteCount = snapshots.reduce(0) { $0 + $1.byteCount }
  }

  private mutating func removeLeastUseful() {
    let newest = snapshots.last?.position.event ?? 0
    let near = newest / SnapshotShelf.nearShare
    var least = (index: 1, gap: Int.max)
    for index in 1..<snapshots.count - 1 {
      let (before, after) = (
        snapshots[index - 1].position.event, snapshots[index + 1].position.event
      )
      let isNear =
        newest - after < near
        || visited.map { (before - near...after + near).contains($0) } ?? false
      let gap = (after - before) * (isNear ? SnapshotShelf.nearWeight : 1)
      if gap < least.gap { least = (index, gap) }
    }
    byteCount -= snapshots.remove(at: least.index).byteCount
  }
}

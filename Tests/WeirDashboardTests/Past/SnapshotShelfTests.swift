import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

/// Which copies of a history are kept.
@Suite struct SnapshotShelfTests {
  private static let file = PageFile(in: nil)

  private func batch(_ events: [Event.Kind], at instant: Int) -> EventBatch {
    let now = VirtualInstant(nanoseconds: Int64(instant) * 1_000_000)
    return EventBatch(events: events.map { Event(now, $0) }, now: now, state: .running)
  }

  @Test func `no place is much further from a copy than if the copies were even`() {
    var history = RunHistory()
    let size = SnapshotShelf.Snapshot(history, in: SnapshotShelfTests.file).byteCount
    // The histories grow a little.
    var shelf = SnapshotShelf(limit: 60 * size)
    shelf.keep(.init(history, in: SnapshotShelfTests.file))
    for step in 1...2000 {
      history.fold(batch([.task(TaskID(1), .becameReady())], at: step))
      shelf.keep(.init(history, in: SnapshotShelfTests.file))
      if step % 7 == 0 { shelf.visit(step * 31 % 2000) }
      let places = shelf.snapshots.map(\.position.event)
      let longest = zip(places, places.dropFirst()).map { $1 - $0 }.max() ?? 0
      #expect(longest <= max(5 * step / (2 * places.count), 2), "\(step): \(places)")
    }
  }

  @Test func `a copy of a run with many things counts each of them`() {
    let count: UInt32 = 512
    let numbers = 1...count
    let kinds: [(what: String, least: Int, kind: (UInt32) -> Event.Kind)] = [
      (
        "queue", MemoryLayout<QueueRecord>.stride + MemoryLayout<QueueMetrics>.stride,
        { number in
          .queue(
            QueueID(number),
            .created(name: Label(Symbol("q"), number), capacity: 1, overflow: .block))
        }
      ),
      (
        "pool", MemoryLayout<PoolRecord>.stride + MemoryLayout<PoolMetrics>.stride,
        { number in
          .pool(PoolID(number), .created(name: Label(Symbol("p"), number), capacity: 1))
        }
      ),
      (
        "timeout", MemoryLayout<TimeoutRecord>.stride,
        { number in
          .timeout(TimeoutID(UInt64(number)), .armed(by: TaskID(1), deadline: .endOfTime))
        }
      ),
      (
        "task", MemoryLayout<Lane>.stride,
        { number in
          .task(
            TaskID(number),
            .created(name: Label(Symbol("t"), number), role: Symbol("r"), parent: .none))
        }
      ),
    ]
    for (what, least, kind) in kinds {
      var history = RunHistory()
      history.fold(batch([.task(TaskID(1), .becameReady())], at: 1))
      let before = history.byteCount
      history.fold(batch(numbers.map(kind), at: 2))
      #expect(history.byteCount - before >= Int(count) * least, "\(what)")
    }
  }
}

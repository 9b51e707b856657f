import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

/// The live children of a task, compared with a search of all tasks.
@Suite struct LiveChildrenTests {
  @Test(arguments: UInt64(1)...12)
  func `the live children are those with this parent, the youngest first`(seed: UInt64) {
    var dice = Dice(seed)
    var tasks = TaskLedger(retained: 5)
    var live: [TaskID] = []
    for number in UInt32(1)...300 {
      let id = TaskID(number)
      let parent = dice.once(in: 5) ? TaskID(1) : dice.pick(live) ?? .none
      tasks.fold(id, .created(name: Label("task"), role: .empty, parent: parent), at: .zero)
      live.append(id)
      while live.count > 12 || dice.once(in: 4), !live.isEmpty {
        let gone = live.remove(at: dice.below(live.count))
        tasks.fold(gone, .finished(.completed, error: .empty), at: .zero)
      }
      for record in tasks.records {
        let expected = tasks.records.filter { $0.isLive && $0.parent == record.id }.map(\.id)
        #expect(tasks.liveChildren(of: record.id).map(\.id) == expected.reversed())
        #expect(record.liveChildren == expected.count)
      }
    }
    #expect(Array(tasks.liveChildren(of: .none)).isEmpty)
    #expect(Array(tasks.liveChildren(of: TaskID(9999))).isEmpty)
  }
}

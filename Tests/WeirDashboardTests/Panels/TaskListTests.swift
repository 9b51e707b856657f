import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct TaskListTests {
  /// `count` tasks below `main`; each third has ended.
  private func run(_ count: UInt32) -> RunHistory {
    var script = Script()
    script.at(0, .born(1, "main"))
    for number in 2...max(count, 2) {
      script.at(Int64(number), .born(number, "task-\(1000 - number % 1000)", parent: number / 2))
    }
    for number in 2...max(count, 2) where number % 3 == 0 {
      script.at(Int64(count) + 10, .task(TaskID(number), .finished(.completed, error: .empty)))
    }
    return RunHistory(of: script.batch(until: Int64(count) + 1000))
  }

  private func list(_ run: RunHistory, _ listing: TaskListing, collapsed: Set<TaskID> = [])
    -> TaskList
  {
    var list = TaskList()
    list.list(listing, collapsed: collapsed, of: run)
    while list.passFrame(0, over: run) {}
    return list
  }

  private func sorted(_ column: TaskColumn, ascending: Bool = true) -> TaskListing {
    TaskListing(sort: TaskSort(column: column, isAscending: ascending))
  }

  @Test(arguments: TaskColumn.allCases)
  func `each column sorts, and ended tasks come last`(column: TaskColumn) {
    let run = run(40)
    let findings = FindingCounts(run.analysis)
    for isAscending in [true, false] {
      let rows = list(run, sorted(column, ascending: isAscending)).rows
      #expect(rows.count == 40)
      let records = rows.compactMap { $0.id.task.flatMap { run.analysis.tasks[$0] } }
      #expect(records.firstIndex { !$0.isLive } == records.count { $0.isLive })
      for (left, right) in zip(records, records.dropFirst()) where right.isLive {
        let keys = [left, right].map { TaskSortKey(column, of: $0, in: run, findings) }
        #expect(isAscending ? keys[0] <= keys[1] : keys[1] <= keys[0])
        if keys[0] == keys[1], column != .id { #expect(left.id < right.id) }
      }
    }
  }

  @Test func `names sort by the value of their number, not by its digits`() {
    var script = Script()
    script.at(0, .born(1, "w-10"), .born(2, "w-9"), .born(3, "a-11"))
    let run = RunHistory(of: script.batch(until: 1))
    #expect(list(run, sorted(.name)).rows.compactMap(\.id.task?.rawValue) == [3, 2, 1])
  }

  @Test func `choosing a column sorts the usual way, choosing it again reverses`() {
    var sort = TaskSort()
    sort.choose(.busy)
    #expect(!sort.isAscending)
    sort.choose(.busy)
    #expect(sort.isAscending)
    sort.choose(.name)
    #expect(sort.isAscending)
    sort.move(1, among: [.id, .name, .busy])
    #expect(sort == TaskSort(column: .busy, isAscending: false))
    sort.move(1, among: [.id, .name, .busy])
    #expect(sort.column == .id)
    sort.move(-1, among: [.id, .name, .busy])
    #expect(sort.column == .busy)
  }

  @Test func `rows of the table stay where they are for a quarter of a second`() {
    var run = run(8)
    var list = list(run, sorted(.total))
    let rows = list.rows
    var script = Script()
    script.at(1100, .born(100, "new", parent: 1))
    run.fold(script.batch(until: 1200))
    let isEarly = list.passFrame(0.1, over: run)
    #expect(!isEarly)
    #expect(list.rows == rows)
    _ = list.passFrame(0.2, over: run)
    #expect(list.rows.count == rows.count + 1)
  }

  @Test
  func `of very many tasks a frame looks at a few thousand, and the first are listed`() {
    var script = Script()
    script.at(0, .born(1, "main"))
    for number in 2...18_000 as ClosedRange<UInt32> {
      script.at(Int64(number), .born(number, "task-\(number)", parent: 1))
    }
    let run = RunHistory(of: script.batch(until: 19_000))
    var list = TaskList()
    list.list(sorted(.id, ascending: false), collapsed: [], of: run)
    #expect(list.rows.first?.id == .task(TaskID(6144)))
    var frames = 0
    while list.passFrame(0, over: run) { frames += 1 }
    #expect(frames == 2)
    #expect(list.count == 18_000)
    #expect(list.rows.compactMap(\.id.task?.rawValue) == (16_977...18_000).reversed().map { $0 })
    list.list(TaskListing(filter: Filter("task-59")), collapsed: [], of: run)
    while list.passFrame(0, over: run) {}
    #expect(list.rows.count == 111)
  }

  @Test func `the tree has every task once, below its parent`() {
    let run = run(40)
    let rows = list(run, TaskListing(order: .tree)).rows
    #expect(Set(rows.map(\.id)).count == 40)
    #expect(rows.count == 40)
    for (index, row) in rows.enumerated() {
      guard let task = row.id.task, let parent = run.analysis.tasks[task]?.parent, parent != .none
      else { continue }
      let depth = row.branch?.continues.count ?? 0
      let above = rows[..<index].last { $0.branch?.continues.count == depth - 1 }
      #expect(above?.id == .task(parent))
    }
  }

  @Test func `the tree is drawn with lines, and collapsed tasks are counted`() {
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "a", parent: 1), .born(3, "b", parent: 2),
      .born(4, "c", parent: 2), .born(5, "d", parent: 1), .born(6, "e", parent: 5))
    script.at(9, .task(TaskID(3), .finished(.completed, error: .empty)))
    let run = RunHistory(of: script.batch(until: 10))
    func text(_ list: TaskList) -> [String] {
      list.rows.map { row in
        let hidden = row.branch?.hidden ?? 0
        return "\(row.branch?.lines ?? "")\(row.name)\(hidden > 0 ? " +\(hidden)" : "")"
      }
    }
    let tree = TaskListing(order: .tree)
    #expect(
      text(list(run, tree)) == ["▾ main", "├▾ a", "│  ├─ c", "│  └─ b", "└▾ d", "   └─ e"])
    #expect(
      text(list(run, tree, collapsed: [TaskID(2)])) == ["▾ main", "├▸ a +2", "└▾ d", "   └─ e"])
    #expect(text(list(run, tree, collapsed: [TaskID(1)])) == ["▸ main +5"])
    let filtered = list(run, TaskListing(order: .tree, filter: Filter("name:e")))
    #expect(text(filtered) == ["▾ main", "└▾ d", "   └─ e"])
    #expect(filtered.rows.map { $0.branch?.isContext } == [true, true, false])
  }

  @Test func `groups have counts, and the open one has its tasks`() {
    let (worker, caller) = (Symbol("worker"), Symbol("caller"))
    var script = Script()
    script.at(0, .born(1, "main"))
    for number in 2...18_000 as ClosedRange<UInt32> {
      script.at(0, .born(number, "\(number % 3 == 0 ? caller : worker)-\(number)", parent: 1))
    }
    script.at(1, .task(TaskID(4), .finished(.completed, error: .empty)))
    let run = RunHistory(of: script.batch(until: 10))
    let closed = list(run, TaskListing(order: .groups))
    #expect(closed.count == 17_999)
    #expect(closed.rows.map(\.id) == [.group(Symbol("main")), .group(worker), .group(caller)])
    #expect(closed.rows.compactMap(\.group?.liveCount) == [1, 11_998, 6000])
    #expect(closed.rows.map(\.branch?.hidden) == [1, 11_998, 6000])
    let open = list(run, TaskListing(order: .groups, opened: [caller]))
    #expect(open.rows.count == 3 + TaskSweep.limit)
    #expect(open.rows.dropFirst(3).first?.id == .task(TaskID(3)))
    let filtered = list(
      run, TaskListing(order: .groups, filter: Filter("caller-3"), opened: [caller]))
    #expect(filtered.rows.first?.group?.liveCount == filtered.rows.count - 1)
    #expect(filtered.rows.dropFirst().allSatisfy { $0.name.description.contains("caller-3") })
  }

  @Test func `tasks of very many roles are in a last group that can't be opened`() {
    var script = Script()
    for number in 1...1100 as ClosedRange<UInt32> {
      script.at(0, .born(number, "role\(number)x-1"))
    }
    let run = RunHistory(of: script.batch(until: 10))
    let rows = list(run, TaskListing(order: .groups)).rows
    #expect(rows.count == 1025)
    #expect(rows.last?.id == .others && rows.last?.name.description == "other roles")
    #expect(rows.last?.group?.liveCount == 76 && rows.last?.branch?.hasChildren == false)
    #expect(rows.compactMap(\.group?.liveCount).reduce(0, +) == 1100)
  }

  @Test func `at the end, failed tasks come first, then cancelled ones, and internals last`() {
    var script = Script()
    let outcomes: [TaskOutcome] = [.completed, .failed, .cancelled, .completed]
    for number in UInt32(1)...4 { script.at(Int64(number), .born(number, "task-\(number)")) }
    for (number, outcome) in zip(UInt32(1)..., outcomes) {
      script.at(Int64(number) + 10, .task(TaskID(number), .finished(outcome, error: .empty)))
    }
    script.at(30, .born(5, "BaseEventLoop.shutdown_asyncgens-1"))
    script.at(31, .task(TaskID(5), .finished(.completed, error: .empty)))
    let run = RunHistory(of: script.batch(until: 40))
    func order(isOver: Bool) -> [UInt32] {
      var listing = TaskListing()
      listing.isOver = isOver
      return list(run, listing).rows.compactMap(\.id.task?.rawValue)
    }
    #expect(order(isOver: false) == [4, 3, 2, 1, 5])
    #expect(order(isOver: true) == [2, 3, 4, 1, 5])
    let lanes = LaneBoard.ordered(run.lanes.lanes, atEndForRows: 2).map(\.name.description)
    #expect(
      lanes == ["task-2", "task-3", "task-1", "task-4", "BaseEventLoop.shutdown_asyncgens-1"])
    #expect(LaneBoard.ordered(run.lanes.lanes, atEndForRows: 5).first?.task == TaskID(1))
  }

  @Test(arguments: [
    ("BaseEventLoop.shutdown_asyncgens", true),
    ("BaseSelectorEventLoop._accept_connection2", true),
    ("BaseSelectorEventLoop.sock_recv", false), ("main", false), ("", false),
  ])
  func `tasks that asyncio starts for itself have internal roles`(role: String, isInternal: Bool) {
    #expect(Symbol(role).isInternalRole == isInternal)
  }

  @Test func `groups keep their order when their first tasks end`() {
    var script = Script()
    script.at(0, .born(1, "a-1"), .born(2, "b-1"), .born(3, "a-2"))
    var run = RunHistory(of: script.batch(until: 1))
    var list = list(run, TaskListing(order: .groups))
    script = Script()
    script.at(2, .task(TaskID(1), .finished(.completed, error: .empty)), .born(4, "c-1"))
    run.fold(script.batch(until: 3))
    _ = list.passFrame(1, over: run)
    #expect(list.rows.map(\.name.description) == ["a", "b", "c"])
  }

  @Test func `a task whose parent is forgotten is a root of the tree`() {
    var script = Script()
    script.at(0, .born(1, "main"), .born(2, "child", parent: 1))
    script.at(1, .task(TaskID(1), .finished(.completed, error: .empty)))
    for number in 3...80 as ClosedRange<UInt32> {
      script.at(2, .born(number, "x"), .task(TaskID(number), .finished(.completed, error: .empty)))
    }
    let run = RunHistory(of: script.batch(until: 3))
    let rows = list(run, TaskListing(order: .tree)).rows
    #expect(rows.first?.id == .task(TaskID(2)))
    #expect(rows.first?.branch?.continues == [])
  }

  @Test(arguments: 1...3)
  func `no random run shows a task twice, in any view`(seed: UInt64) {
    var random = seed
    func next(_ limit: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (random >> 33) % limit
    }
    var run = RunHistory()
    var list = TaskList()
    var live: [UInt32] = []
    var count: UInt32 = 0
    for step in 0..<400 as Range<Int64> {
      var script = Script()
      for _ in 0..<next(12) {
        if live.isEmpty || next(3) > 0 {
          count += 1
          let parent = live.isEmpty ? 0 : live[Int(next(UInt64(live.count)))]
          script.at(step, .born(count, "t-\(count)", parent: parent))
          live.append(count)
        } else {
          let task = live.remove(at: Int(next(UInt64(live.count))))
          script.at(step, .task(TaskID(task), .finished(.completed, error: .empty)))
        }
      }
      run.fold(script.batch(until: step))
      let listing = TaskListing(
        order: [.table, .tree, .groups][Int(next(3))],
        sort: TaskSort(
          column: TaskColumn.allCases[Int(next(UInt64(TaskColumn.allCases.count)))],
          isAscending: next(2) == 0),
        filter: Filter(["", "1", "!2", "state:live"][Int(next(4))]), opened: [Symbol("t")])
      if next(4) == 0 { list.list(listing, collapsed: [TaskID(UInt32(next(9)))], of: run) }
      _ = list.passFrame(0.1, over: run)
      #expect(Set(list.rows.map(\.id)).count == list.rows.count)
    }
    #expect(count > 500)
  }
}

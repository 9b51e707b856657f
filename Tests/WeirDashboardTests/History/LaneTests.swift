import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
import WeirWording

@Suite struct LaneTests {
  private let scale = TimeScale(level: 5)

  private func at(_ column: Double) -> VirtualInstant {
    .init(nanoseconds: Int64(column * Double(scale.column)))
  }

  private func lane(_ changes: [(Double, Activity)]) -> Lane {
    var lane = Lane(TaskID(1), name: Label("worker-1"), role: Symbol("worker"), at: .zero)
    for (column, activity) in changes { lane.enter(activity, at: at(column)) }
    return lane
  }

  private func picture(_ lane: Lane, _ columns: Int, until column: Double) -> String {
    let slices = lane.columns(columns, until: at(column), at: scale)
    return String(slices.map { $0?.activity.glyph ?? " " })
  }

  @Test func `each column shows what took most of its time`() {
    let lane = lane([(0, .sleeping), (2.4, .putting), (4.6, .getting)])
    #expect(picture(lane, 8, until: 6.5) == " ──▬▬▬··")
  }

  @Test func `an end is shown even at the edge of a column, and nothing after it`() {
    let lane = lane([(0, .sleeping), (2.1, .cancelled)])
    #expect(picture(lane, 6, until: 4.5) == " ──⊘  ")
  }

  @Test func `the next task continues in the same lane`() {
    var lane = lane([(0, .sleeping), (1.1, .finished)])
    lane.hand(to: TaskID(2), name: Label("worker-2"), at: at(3))
    lane.enter(.getting, at: at(3))
    #expect(picture(lane, 5, until: 4.5) == "─✓ ··")
    let births = lane.columns(5, until: at(4.5), at: scale).map { $0?.isBirth ?? false }
    #expect(births == [true, false, false, true, false])
    #expect(lane.task == TaskID(2) && lane.ended == nil)
  }

  @Test func `a mark is shown, and the activity around it continues`() {
    var lane = lane([(0, .sleeping)])
    lane.mark(.timedOut, at: at(2.2))
    #expect(picture(lane, 5, until: 4.5) == "──◷──")
    #expect(lane.activity == .sleeping)
  }

  @Test func `states without length leave no trace`() {
    let lane = lane([(0, .sleeping), (2, .ready), (2, .running), (2, .sleeping)])
    #expect(picture(lane, 3, until: 2.9) == "───")
  }

  @Test func `a busy lane forgets its shortest states and keeps its length`() {
    var lane = lane([])
    for step in 0..<5000 {
      lane.enter(step % 2 == 0 ? .sleeping : .getting, at: at(Double(step) / 10))
    }
    lane.enter(.putting, at: at(500))
    #expect(picture(lane, 3, until: 500.5).last == "▬")
    #expect(!picture(lane, 400, until: 500.5).dropFirst(300).contains(" "))
  }

  @Test func `a lane of ends and marks alone forgets the oldest`() {
    var lane = lane([])
    for step in 0..<5000 {
      lane.hand(to: TaskID(UInt32(step)), name: Label("worker-1"), at: at(Double(step)))
      lane.mark(.timedOut, at: at(Double(step) + 0.2))
      lane.enter(.cancelled, at: at(Double(step) + 0.4))
    }
    let shown = picture(lane, 4900, until: 4999.9)
    #expect(shown.hasSuffix(String(repeating: "⊘", count: 60)))
    #expect(shown.filter { $0 != " " }.count < 300)
  }

  @Test func `work on items is added up across marks`() {
    var lane = lane([(0, .serving)])
    lane.mark(.timedOut, at: at(1))
    lane.enter(.getting, at: at(3))
    lane.enter(.serving, at: at(4))
    lane.enter(.cancelled, at: at(6))
    #expect(lane.served == 5 * scale.column)
    lane.hand(to: TaskID(2), name: Label("worker-2"), at: at(7))
    #expect(lane.served == 0)
  }

  @Test func `tasks keep their rows and follow each other in them`() {
    var board = LaneBoard()
    func fold(_ kind: Event.Kind, at column: Double) {
      board.fold(Event(at(column), kind), in: TaskLedger())
    }
    for (id, name, role) in [(1, "main", "main"), (2, "w-1", "w"), (3, "w-2", "w")] {
      fold(
        .task(TaskID(UInt32(id)), .created(name: Label(name), role: Symbol(role), parent: .none)),
        at: 0)
    }
    fold(.task(TaskID(2), .finished(.cancelled, error: .empty)), at: 2)
    fold(.task(TaskID(4), .created(name: Label("z-1"), role: Symbol("z"), parent: .none)), at: 3)
    fold(.task(TaskID(5), .created(name: Label("w-3"), role: Symbol("w"), parent: .none)), at: 4)
    #expect(board.lanes.map(\.name.description) == ["main", "w-3", "w-2", "z-1"])
    fold(.task(TaskID(3), .finished(.completed, error: .empty)), at: 5)
    #expect(board.lanes(since: at(6)).map(\.name.description) == ["main", "w-3", "z-1"])
  }

  @Test func `a sleeping task that holds an item serves, without one it sleeps`() {
    var board = LaneBoard()
    var analysis = Analysis()
    func fold(_ kind: Event.Kind, at column: Double) {
      analysis.fold(Event(at(column), kind))
      board.fold(Event(at(column), kind), in: analysis.tasks)
    }
    let (task, queue) = (TaskID(1), QueueID(1))
    func sleep(until column: Double) -> Event.Kind {
      .task(task, .suspended(on: .sleep(until: at(column)), at: .unknown))
    }
    fold(.task(task, .created(name: Label("w-1"), role: Symbol("w"), parent: .none)), at: 0)
    fold(.queue(queue, .dequeued(by: task, item: ItemID(1), depth: 0)), at: 0)
    fold(sleep(until: 2), at: 0)
    fold(.queue(queue, .done(by: task, item: .unknown, unfinished: 0)), at: 2)
    fold(sleep(until: 4), at: 2)
    #expect(picture(board.lanes[0], 4, until: 3.5) == "━━──")
  }

  @Test func `a task with a resource or a request serves, one that waits to retry does not`() {
    var board = LaneBoard()
    var analysis = Analysis()
    func fold(_ kind: Event.Kind, at column: Double) {
      analysis.fold(Event(at(column), kind))
      board.fold(Event(at(column), kind), in: analysis.tasks)
    }
    let (task, pool) = (TaskID(1), PoolID(1))
    func sleep(until column: Double) -> Event.Kind {
      .task(task, .suspended(on: .sleep(until: at(column)), at: .unknown))
    }
    fold(.task(task, .created(name: Label("w-1"), role: Symbol("w"), parent: .none)), at: 0)
    fold(.task(task, .suspended(on: .poolAcquire(pool), at: .unknown)), at: 0)
    fold(.pool(pool, .acquired(by: task, resource: ResourceID(1))), at: 2)
    fold(sleep(until: 4), at: 2)
    fold(.pool(pool, .released(by: task, resource: ResourceID(1))), at: 4)
    fold(.request(task, .started), at: 4)
    fold(sleep(until: 6), at: 4)
    fold(.request(task, .retryScheduled(attempt: 2, delay: .seconds(1))), at: 6)
    fold(sleep(until: 8), at: 6)
    fold(.request(task, .attemptStarted(2)), at: 8)
    fold(sleep(until: 10), at: 8)
    #expect(picture(board.lanes[0], 10, until: 9.5) == "◇◇━━━━⋯⋯━━")
  }

  @Test func `a task that is renamed keeps its lane under its new name`() {
    var crowd = Crowd(2, at: .zero)
    crowd.fold(.task(TaskID(1), .renamed(Label("fetch-1"))), at: at(1))
    #expect(crowd.board.lanes.map(\.name) == [Label("fetch-1"), Label("w-2")])
    #expect(picture(crowd.board.lanes[0], 2, until: 1.5) == "○○")
  }

  /// A board and a ledger, after the same events of a number of tasks.
  private struct Crowd {
    var board = LaneBoard()
    var analysis = Analysis()

    init(_ count: Int, at instant: VirtualInstant) {
      for id in 1...count { fold(.born(UInt32(id), "w-\(id)"), at: instant) }
    }

    mutating func fold(_ kind: Event.Kind, at instant: VirtualInstant) {
      analysis.fold(Event(instant, kind))
      board.fold(Event(instant, kind), in: analysis.tasks)
    }

    mutating func end(_ id: UInt32, at instant: VirtualInstant) {
      fold(.task(TaskID(id), .finished(.completed, error: .empty)), at: instant)
    }
  }

  @Test func `a task beyond the limit has a lane as soon as another one has ended`() {
    var crowd = Crowd(300, at: .zero)
    #expect(crowd.board.lanes.count == 256 && crowd.board.liveCount == 256)
    crowd.fold(.task(TaskID(300), .resumed), at: at(1))
    #expect(crowd.board[TaskID(300)] == nil)
    crowd.end(7, at: at(2))
    #expect(crowd.board.liveCount == 255)
    crowd.fold(.task(TaskID(300), .resumed), at: at(3))
    #expect(crowd.board[TaskID(300)]?.activity == .running)
    #expect(crowd.board.lanes.count == 256 && crowd.board.liveCount == 256)
  }

  @Test func `a task of another role takes the lane of the task that ended first`() {
    var crowd = Crowd(256, at: .zero)
    crowd.end(9, at: at(1))
    crowd.end(5, at: at(2))
    crowd.fold(.born(999, "z-1"), at: at(3))
    #expect(crowd.board.lanes.last?.name.description == "z-1")
    #expect(crowd.board[TaskID(9)] == nil && crowd.board[TaskID(5)] != nil)
  }

  @Test func `if rows are scarce, live tasks come first, and one that just ended stays`() {
    var crowd = Crowd(4, at: .zero)
    crowd.end(1, at: at(2))
    crowd.end(3, at: at(9))
    func names(_ rows: Int) -> [String] {
      LaneBoard.ordered(
        crowd.board.lanes, forRows: rows, at: at(10), grace: scale.duration(columns: 3)
      ).map(\.name.description)
    }
    #expect(names(4) == ["w-1", "w-2", "w-3", "w-4"])
    #expect(names(3) == ["w-2", "w-3", "w-4", "w-1"])
  }
}

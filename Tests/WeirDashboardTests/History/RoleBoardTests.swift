import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct RoleBoardTests {
  private var board = RoleBoard()
  private var analysis = Analysis()
  private let role = Symbol("crowd")

  private mutating func fold(_ kind: Event.Kind) {
    let event = Event(.zero, kind)
    analysis.fold(event)
    board.fold(event, in: analysis.tasks)
  }

  private mutating func begin(_ ids: ClosedRange<UInt32>) {
    for id in ids {
      fold(.task(TaskID(id), .created(name: Label(role, id), role: role, parent: .none)))
    }
  }

  private mutating func end(_ ids: some Sequence<UInt32>) {
    for id in ids { fold(.task(TaskID(id), .finished(.completed, error: .empty))) }
  }

  private var live: [UInt32] { board[role]?.live.map(\.rawValue) ?? [] }

  @Test mutating func `the oldest live tasks are listed, in the order of creation`() {
    begin(1...6)
    end([2, 5])
    #expect(live == [1, 3, 4, 6])
    #expect(board[role]?.liveCount == 4)
    #expect(board[Symbol("nobody")] == nil)
  }

  @Test mutating func `lists are limited, and a task that ends makes room for the next`() {
    begin(1...5000)
    let limit = UInt32(RoleBoard.limit)
    #expect(live == Array(1...limit))
    #expect(board[role]?.liveCount == 5000)
    end([7, limit + 1, limit + 2])
    #expect(live.count == Int(limit) && live.last == limit + 3)
    #expect(board[role]?.liveCount == 4997)
    #expect(board[role]?.latest.count == Int(limit))
    #expect(board[role]?.latest.last == TaskID(5000))
  }

  /// The board always lists what a search through all tasks would.
  @Test(arguments: 1...3) mutating func `the board lists the live and the newest tasks`(
    seed: UInt64
  ) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15
    func next(_ limit: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(limit))
    }
    var alive: [UInt32] = []
    for id in UInt32(1)...4000 {
      begin(id...id)
      alive.append(id)
      while !alive.isEmpty, next(100) < (alive.count > 2000 ? 60 : 40) {
        let index = next(alive.count)
        end([alive.remove(at: index)])
      }
    }
    #expect(live == Array(alive.prefix(RoleBoard.limit)))
    #expect(board[role]?.liveCount == alive.count)
  }

  @Test mutating func `later roles count as one, so that the board stays limited`() {
    for id in UInt32(1)...100 {
      let role = Symbol("role-\(id % 40)")
      fold(.task(TaskID(id), .created(name: Label(role, id), role: role, parent: .none)))
    }
    #expect(board.groups.count == 16)
    #expect(board.groups.reduce(0) { $0 + $1.liveCount } == 100)
  }
}

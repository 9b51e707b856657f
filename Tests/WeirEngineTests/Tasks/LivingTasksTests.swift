import Testing
import WeirEvents

@testable import WeirEngine

@Suite struct LivingTasksTests {
  private let name = Label("task")

  private func holding(_ number: UInt32) -> TaskIdentity.Holding {
    .init(pool: PoolID(1), resource: ResourceID(number))
  }

  @Test func `tasks are numbered and listed in the order of their creation until they end`() {
    var tasks = LivingTasks()
    let all = (1...20).map { _ in tasks.begin(name, parent: nil) }
    #expect(all.map(\.id) == (1...20).map { TaskID($0) })
    for task in all where task.id.rawValue.isMultiple(of: 3) { _ = tasks.end(task) }
    #expect(tasks.inOrder.map(\.id) == all.map(\.id).filter { !$0.rawValue.isMultiple(of: 3) })
    #expect(tasks.count == 14)
    #expect(tasks[TaskID(3)] == nil && tasks[TaskID(4)] === all[3])
    #expect(all[2].isOver && !all[3].isOver)
  }

  @Test func `an operation on behalf of a task counts as living until it ends`() {
    var tasks = LivingTasks()
    let task = tasks.begin(name, parent: nil)
    tasks.sideTaskBegan()
    _ = tasks.end(task)
    #expect(tasks.count == 0 && !tasks.isEmpty)
    tasks.sideTaskEnded()
    #expect(tasks.isEmpty)
  }

  @Test(
    arguments: [
      ([], [], []), ([1], [], [1]), ([1, 2], [1], [2]), ([1, 1], [1], []), ([1], [2], [1]),
    ] as [([UInt32], [UInt32], [UInt32])])
  func `a task that ends leaks what it has acquired and not released`(
    acquired: [UInt32], released: [UInt32], leaked: [UInt32]
  ) {
    var tasks = LivingTasks()
    let task = tasks.begin(name, parent: nil)
    for number in acquired { tasks.note(holding(number), acquiredBy: task.id) }
    for number in released { tasks.note(holding(number), releasedBy: task.id) }
    #expect(tasks.end(task) == leaked.map(holding))
  }

  @Test(arguments: [false, true])
  func `a resource that a child hands over is its parent's, even if the release names the child`(
    isReleased: Bool
  ) {
    var tasks = LivingTasks()
    let parent = tasks.begin(name, parent: nil)
    let child = tasks.begin(name, parent: parent)
    tasks.note(holding(1), acquiredBy: child.id)
    tasks.handOverHoldings(of: child)
    #expect(tasks.end(child) == [])
    if isReleased { tasks.note(holding(1), releasedBy: child.id) }
    #expect(tasks.end(parent) == (isReleased ? [] : [holding(1)]))
  }

  @Test func `a child whose parent is over keeps what it holds`() {
    var tasks = LivingTasks()
    let parent = tasks.begin(name, parent: nil)
    let child = tasks.begin(name, parent: parent)
    tasks.note(holding(1), acquiredBy: child.id)
    _ = tasks.end(parent)
    tasks.handOverHoldings(of: child)
    #expect(tasks.end(child) == [holding(1)])
  }
}

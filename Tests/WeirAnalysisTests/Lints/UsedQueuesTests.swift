import Testing
import WeirEvents

@testable import WeirAnalysis

@Suite struct UsedQueuesTests {
  private let task = TaskID(7)

  @Test func `a task has the queues that it used, until it is taken`() {
    var used = UsedQueues()
    used.note(QueueID(2), by: task) { _ in true }
    used.note(QueueID(1), by: task) { _ in true }
    used.note(QueueID(3), by: TaskID(8)) { _ in true }
    #expect(used.queues(of: task) == [QueueID(2), QueueID(1)])
    #expect(used.take(task) == [QueueID(2), QueueID(1)])
    #expect(used.take(task).isEmpty && used.queues(of: task).isEmpty)
    #expect(used.queues(of: TaskID(8)) == [QueueID(3)])
  }

  @Test func `a task that uses ever new queues keeps few of those that are gone`() {
    var used = UsedQueues()
    for number in UInt32(1)...10_000 {
      used.note(QueueID(number), by: task) { $0.rawValue + 3 > number }
      #expect(used.queues(of: task).count <= 65)
    }
    #expect(used.queues(of: task).last == QueueID(10_000))
  }

  @Test func `a task that uses forgotten queues again keeps each of them once`() {
    var used = UsedQueues()
    for number in 0..<10_000 {
      used.note(QueueID(UInt32(number % 100)), by: task) { _ in true }
      #expect(used.queues(of: task).count <= 201)
    }
  }

  @Test func `queues that are still known stay`() {
    var used = UsedQueues()
    for number in UInt32(1)...1_000 { used.note(QueueID(number), by: task) { _ in true } }
    #expect(used.take(task) == (1...1_000).map { QueueID($0) })
  }
}

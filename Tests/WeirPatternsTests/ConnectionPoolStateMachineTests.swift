import Testing
import WeirEvents

@testable import WeirPatterns

/// The transition table of the pool: each line is a stimulus and its answer.
@Suite struct ConnectionPoolStateMachineTests {
  private typealias Machine = ConnectionPoolStateMachine<String, VirtualInstant, Int>

  private let task = TaskID(1)
  private let other = TaskID(2)

  private func second(_ count: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: count * 1_000_000_000)
  }

  private func text(_ answer: PoolAnswer<String>) -> String {
    switch answer {
    case .reuse(_, let id, let connection): "reuse \(id.rawValue) \(connection)"
    case .open(let id): "open \(id.rawValue)"
    case .done: "done"
    case .timedOut: "timed out"
    case .cancelled: "cancelled"
    case .closed: "closed"
    }
  }

  private func text(_ action: Machine.AcquireAction) -> String {
    switch action {
    case .answer(let answer): text(answer)
    case .suspend: "suspend"
    }
  }

  private func text(_ effect: Machine.Effect?) -> String {
    guard let effect else { return "the loan is over" }
    let closings = effect.closings.map { "close \($0.connection) (\($0.cause.name))" }
    let calls = effect.wakeups.map { "task \($0.task.rawValue): \(text($0.answer))" }
    return (closings + calls).joined(separator: ", ")
  }

  /// A pool whose connections with these names are in use, numbered from 1.
  private func pool(_ configuration: PoolConfiguration, out names: String...) -> Machine {
    var machine = Machine(configuration)
    for (index, name) in names.enumerated() {
      _ = machine.acquire(by: task, at: .zero)
      _ = machine.opened(ResourceID(UInt32(index + 1)), name, by: task, at: .zero)
    }
    return machine
  }

  @Test func `connections are opened up to the limit; then tasks wait`() {
    var machine = Machine(.init(limit: 2))
    #expect(text(machine.acquire(by: task, at: .zero)) == "open 1")
    #expect(text(machine.acquire(by: task, at: .zero)) == "open 2")
    #expect(text(machine.acquire(by: task, at: .zero)) == "suspend")
  }

  @Test func `a pool's limit below one counts as one`() {
    var configuration = PoolConfiguration(limit: -3)
    #expect(configuration.limit == 1)
    configuration.limit = 0
    var machine = Machine(configuration)
    #expect(text(machine.acquire(by: task, at: .zero)) == "open 1")
  }

  @Test func `the connection that was used last is lent first`() {
    var machine = pool(.init(limit: 2), out: "a", "b")
    #expect(text(machine.release(1, at: .zero)) == "")
    #expect(text(machine.release(2, at: .zero)) == "")
    #expect(text(machine.acquire(by: task, at: .zero)) == "reuse 2 b")
    #expect(text(machine.acquire(by: task, at: .zero)) == "reuse 1 a")
  }

  @Test func `a released connection goes to the task that has waited longest`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.acquire(by: other, at: .zero)
    _ = machine.acquire(by: task, at: .zero)
    #expect(text(machine.release(1, at: .zero)) == "task 2: reuse 1 a")
    #expect(text(machine.release(2, at: .zero)) == "task 1: reuse 1 a")
    machine.validated(3)
    #expect(
      machine.listLoans(at: second(3)) == [
        .init(resource: .init(1), holder: task, age: .seconds(3), number: 3)
      ])
  }

  @Test func `releasing a connection twice does nothing`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.release(1, at: .zero)
    #expect(text(machine.release(1, at: .zero)) == "the loan is over")
    #expect(machine.unusedCount == 1)
  }

  @Test func `a loan that is over releases nothing, even if the connection is in use again`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.release(1, at: .zero)
    #expect(text(machine.acquire(by: other, at: .zero)) == "reuse 1 a")
    machine.validated(2)
    #expect(text(machine.release(1, at: .zero)) == "the loan is over")
    #expect(text(machine.reclaim(1, at: .zero)) == "the loan is over")
    #expect(machine.busyCount == 1)
    #expect(text(machine.acquire(by: task, at: .zero)) == "suspend")
  }

  @Test func `an abandoned validation costs the connection, but not its place`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.release(1, at: .zero)
    _ = machine.acquire(by: task, at: .zero)
    _ = machine.acquire(by: other, at: .zero)
    #expect(
      text(machine.validationAbandoned(2, at: .zero)) == "close a (invalid), task 2: open 2")
    #expect(text(machine.validationAbandoned(2, at: .zero)) == "")
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1), .milliseconds(999)])
  func `the keeper of an empty pool with a short idle time waits for a connection`(
    idle: Duration
  ) {
    var machine = pool(.init(limit: 1, idleTimeout: idle), out: "a")
    guard case .wait(let ticket, let due) = machine.upkeep(by: other, at: .zero).1 else {
      Issue.record()
      return
    }
    #expect(due == nil)
    #expect(text(machine.release(1, at: .zero)) == "task 2: done")
    #expect(machine.end(ticket, with: .cancelled) == nil)
    let (effect, _) = machine.upkeep(by: other, at: second(1))
    #expect(text(effect) == "close a (idle)")
  }

  @Test(arguments: [Duration.seconds(Int64.max), .nanoseconds(Int64.max), nil])
  func `with an endless idle timeout no connection expires`(idle: Duration?) {
    var machine = pool(.init(limit: 1, idleTimeout: idle), out: "a")
    _ = machine.release(1, at: .zero)
    let (effect, action) = machine.upkeep(by: task, at: .init(nanoseconds: .max))
    #expect(text(effect) == "")
    guard case .wait(_, nil) = action else { Issue.record(); return }
  }

  @Test func `the place of a failed opening goes to the next task`() {
    var machine = Machine(.init(limit: 1))
    _ = machine.acquire(by: task, at: .zero)
    _ = machine.acquire(by: other, at: .zero)
    #expect(text(machine.openingFailed(at: .zero)) == "task 2: open 2")
    #expect(text(machine.openingFailed(at: .zero)) == "")
    #expect(machine.busyCount == 0)
  }

  @Test func `a broken connection is replaced in the same place`() {
    var machine = pool(.init(limit: 1), out: "a")
    #expect(machine.invalidated(1) == ResourceID(2))
    #expect(text(machine.acquire(by: other, at: .zero)) == "suspend")
    #expect(machine.busyCount == 1)
  }

  @Test func `a task that times out is skipped, and a task that was served is not`() {
    var machine = pool(.init(limit: 1), out: "a")
    guard case .suspend(let first) = machine.acquire(by: other, at: .zero),
      case .suspend(let second) = machine.acquire(by: task, at: .zero)
    else { Issue.record(); return }
    #expect(machine.end(first, with: .timedOut).map { text($0.answer) } == "timed out")
    #expect(text(machine.release(1, at: .zero)) == "task 1: reuse 1 a")
    #expect(machine.end(second, with: .cancelled) == nil)
    #expect(machine.attach(7, to: second).map(text) == "reuse 1 a")
  }

  @Test func `idle connections expire, the oldest first`() {
    var machine = pool(.init(limit: 2, idleTimeout: .seconds(10)), out: "a", "b")
    _ = machine.release(1, at: second(1))
    _ = machine.release(2, at: second(2))
    let (none, first) = machine.upkeep(by: task, at: second(5))
    #expect(text(none) == "")
    guard case .wait(_, let due) = first else { Issue.record(); return }
    #expect(due == second(11))
    let (one, next) = machine.upkeep(by: task, at: second(11))
    #expect(text(one) == "close a (idle)")
    guard case .wait(_, let later) = next else { Issue.record(); return }
    #expect(later == second(12))
  }

  @Test func `a lower limit closes idle connections now, and others when they are released`() {
    var machine = pool(.init(limit: 3), out: "a", "b", "c")
    _ = machine.release(1, at: .zero)
    #expect(text(machine.reconfigure(.init(limit: 1), at: .zero)) == "close a (surplus)")
    #expect(text(machine.release(2, at: .zero)) == "close b (surplus)")
    #expect(text(machine.release(3, at: .zero)) == "")
    #expect(machine.unusedCount == 1)
  }

  @Test func `a higher limit gives places to waiting tasks`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.acquire(by: other, at: .zero)
    #expect(text(machine.reconfigure(.init(limit: 2), at: .zero)) == "task 2: open 2")
  }

  @Test
  func `without reuse a released connection is closed, and the next task opens its own`() {
    var machine = pool(.init(limit: 1, reusesConnections: false), out: "a")
    _ = machine.acquire(by: other, at: .zero)
    #expect(
      text(machine.release(1, at: .zero)) == "close a (unpooled), task 2: open 2")
  }

  @Test func `a reclaimed connection is closed, and its place goes to the next task`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.acquire(by: other, at: .zero)
    #expect(
      text(machine.reclaim(1, at: .zero)) == "close a (invalid), task 2: open 2")
    #expect(text(machine.release(1, at: .zero)) == "the loan is over")
  }

  @Test func `a connection that is being validated can't be reclaimed, and keeps its place`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.release(1, at: .zero)
    #expect(text(machine.acquire(by: task, at: .zero)) == "reuse 1 a")
    #expect(machine.listLoans(at: .zero).isEmpty)
    #expect(text(machine.reclaim(2, at: .zero)) == "the loan is over")
    #expect(machine.invalidated(2) == ResourceID(2))
    #expect(text(machine.acquire(by: other, at: .zero)) == "suspend")
    #expect(machine.busyCount == 1)
  }

  @Test func `a validated connection can be reclaimed`() {
    var machine = pool(.init(limit: 1), out: "a")
    _ = machine.release(1, at: .zero)
    _ = machine.acquire(by: task, at: .zero)
    machine.validated(2)
    #expect(text(machine.reclaim(2, at: .zero)) == "close a (invalid)")
  }

  @Test func `a closed pool rejects tasks, and is drained when the last connection is released`() {
    var machine = pool(.init(limit: 2), out: "a", "b")
    _ = machine.release(2, at: .zero)
    #expect(machine.drain(by: other) != nil)
    #expect(text(machine.close(at: .zero)) == "close b (drained)")
    #expect(text(machine.acquire(by: task, at: .zero)) == "closed")
    #expect(text(machine.release(1, at: .zero)) == "close a (drained), task 2: done")
    #expect(machine.drain(by: other) == nil)
  }

  @Test func `a pool is not drained while a connection is being opened`() {
    var machine = Machine(.init(limit: 2))
    _ = machine.acquire(by: task, at: .zero)
    _ = machine.close(at: .zero)
    #expect(machine.drain(by: other) != nil)
    #expect(text(machine.openingFailed(at: .zero)) == "task 2: done")
  }
}

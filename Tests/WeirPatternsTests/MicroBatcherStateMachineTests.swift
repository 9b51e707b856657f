import Testing
import WeirEvents

@testable import WeirPatterns

/// The transition table of the batcher: each line is a stimulus and its answer.
@Suite struct MicroBatcherStateMachineTests {
  private typealias Machine = MicroBatcherStateMachine<String, String, VirtualInstant, Int>

  private let task = TaskID(1)
  private let loop = TaskID(9)

  private func second(_ count: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: count * 1_000_000_000)
  }

  private func text(_ effect: Machine.Effect?) -> String {
    guard let effect else { return "refused" }
    let steps = effect.steps.map { step in
      switch step {
      case .opened(_, let length): "opened for \(DurationText(length))"
      case .batched(_, let size): "batched \(size)"
      case .withdrawn(_, let size): "withdrawn \(size)"
      case .flushed(let size, let cause): "flushed \(size) (\(cause.name))"
      }
    }
    let calls = effect.wakeups.map { "task \($0.task.rawValue): \(text($0.answer))" }
    return (steps + calls).joined(separator: ", ")
  }

  private func text(_ answer: BatchAnswer<String>) -> String {
    switch answer {
    case .output(.success(let output)): output
    case .output(.failure(let error)): "\(error)"
    case .done: "look"
    case .cancelled: "cancelled"
    case .closed: "closed"
    }
  }

  private func submit(_ item: String, _ machine: inout Machine, at now: VirtualInstant = .zero)
    -> String
  {
    text(machine.submit(item, by: task, at: now)?.1)
  }

  private func ticket(of item: String, _ machine: inout Machine) -> Machine.Ticket? {
    machine.submit(item, by: task, at: .zero)?.0
  }

  /// What the loop has to do next.
  private func next(_ machine: inout Machine, at now: VirtualInstant = .zero) -> String {
    let (effect, action) = machine.next(by: loop, at: now)
    let steps = text(effect)
    let decision =
      switch action {
      case .begin(let batch): "begin \(batch.items.joined())"
      case .wait(_, let until): until.map { "wait until \($0.seconds)" } ?? "wait"
      case .finished: "finished"
      }
    return steps.isEmpty ? decision : "\(steps), \(decision)"
  }

  private func begin(_ machine: inout Machine) -> Machine.Batch? {
    guard case .begin(let batch) = machine.next(by: loop, at: .zero).1 else { return nil }
    return batch
  }

  private let two = BatcherConfiguration(size: 2, linger: .seconds(1))

  @Test func `a batch is flushed when it is full`() {
    var machine = Machine(two)
    #expect(submit("a", &machine) == "opened for 1s, batched 1")
    #expect(submit("b", &machine) == "batched 2, flushed 2 (size)")
    #expect(next(&machine) == "begin ab")
    #expect(next(&machine) == "wait")
  }

  @Test func `a batcher's limits below one count as one`() {
    var configuration = BatcherConfiguration(size: -1, linger: .zero, concurrency: 0)
    #expect(configuration == BatcherConfiguration(size: 1, linger: .zero, concurrency: 1))
    (configuration.size, configuration.concurrency) = (0, -1)
    var machine = Machine(configuration)
    #expect(submit("a", &machine) == "opened for 0s, batched 1, flushed 1 (size)")
  }

  @Test func `a batch is flushed when its first item has linger expired`() {
    var machine = Machine(.init(size: 3, linger: .seconds(1)))
    _ = submit("a", &machine)
    _ = submit("b", &machine, at: second(0).advanced(by: .milliseconds(500)))
    #expect(next(&machine) == "wait until 1.0")
    #expect(next(&machine, at: second(1)) == "flushed 2 (linger), task 9: look, begin ab")
  }

  @Test func `at the concurrency limit the open batch fills, and further items wait in line`()
    throws
  {
    var machine = Machine(two)
    for item in ["a", "b"] { _ = submit(item, &machine) }
    let batch = try #require(begin(&machine))
    #expect(submit("c", &machine) == "opened for 1s, batched 1")
    #expect(submit("d", &machine) == "batched 2")
    #expect(submit("e", &machine) == "")
    #expect(next(&machine, at: second(5)) == "wait")
    #expect(
      text(machine.ended(batch, with: .success(["A", "B"]), at: second(5)))
        == "flushed 2 (size), opened for 1s, batched 1, task 1: A, task 1: B, task 9: look")
    #expect(next(&machine, at: second(5)) == "begin cd")
  }

  @Test func `an overdue batch is flushed as soon as the concurrency allows`() throws {
    var machine = Machine(two)
    for item in ["a", "b", "c"] { _ = submit(item, &machine) }
    let batch = try #require(begin(&machine))
    #expect(
      text(machine.ended(batch, with: .success(["A", "B"]), at: second(5))).hasPrefix(
        "flushed 1 (linger)"))
  }

  @Test func `each submitter of a failed batch gets its error`() throws {
    var machine = Machine(two)
    for item in ["a", "b"] { _ = submit(item, &machine) }
    let batch = try #require(begin(&machine))
    let answer = text(machine.ended(batch, with: .failure(BatcherError.closed), at: .zero))
    #expect(answer == "task 1: \(BatcherError.closed), task 1: \(BatcherError.closed)")
  }

  @Test func `each submitter of a cancelled batch gets the error interrupted`() throws {
    var machine = Machine(two)
    for item in ["a", "b"] { _ = submit(item, &machine) }
    let batch = try #require(begin(&machine))
    let error = BatcherError.interrupted
    #expect(
      text(machine.ended(batch, with: .failure(CancellationError()), at: .zero))
        == "task 1: \(error), task 1: \(error)")
  }

  @Test func `with too few outputs every submitter gets an error`() throws {
    var machine = Machine(two)
    for item in ["a", "b"] { _ = submit(item, &machine) }
    let batch = try #require(begin(&machine))
    let error = BatcherError.outputsMissing(items: 2, outputs: 1)
    #expect(
      text(machine.ended(batch, with: .success(["A"]), at: .zero))
        == "task 1: \(error), task 1: \(error)")
  }

  @Test
  func `a cancelled submitter withdraws its item from the open batch, but not from a flushed one`()
    throws
  {
    var machine = Machine(two)
    let first = try #require(ticket(of: "a", &machine))
    #expect(text(machine.withdraw(first, at: .zero)) == "withdrawn 0, task 1: cancelled")
    let second = try #require(ticket(of: "b", &machine))
    #expect(submit("c", &machine) == "batched 2, flushed 2 (size)")
    #expect(text(machine.withdraw(second, at: .zero)) == "")
    #expect(machine.remaining == 2)
  }

  @Test func `a batch whose first item was withdrawn lingers from its next one`() throws {
    var machine = Machine(.init(size: 3, linger: .seconds(1)))
    let first = try #require(ticket(of: "a", &machine))
    let second = VirtualInstant(nanoseconds: 500_000_000)
    let next = try #require(machine.submit("b", by: task, at: second)?.0)
    _ = machine.withdraw(first, at: second)
    #expect(self.next(&machine, at: second) == "wait until 1.5")
    _ = machine.withdraw(next, at: second)
    #expect(self.next(&machine, at: self.second(2)) == "wait")
    #expect(
      submit("c", &machine, at: self.second(2))
        == "opened for 1s, batched 1, task 9: look, task 9: look")
  }

  @Test func `a withdrawn item makes room in the line or the batch`() throws {
    var machine = Machine(.init(size: 1, linger: .seconds(1)))
    _ = submit("a", &machine)
    let open = try #require(ticket(of: "b", &machine))
    let inLine = try #require(ticket(of: "c", &machine))
    _ = submit("d", &machine)
    #expect(text(machine.withdraw(inLine, at: .zero)) == "task 1: cancelled")
    #expect(
      text(machine.withdraw(open, at: .zero))
        == "withdrawn 0, opened for 1s, batched 1, task 1: cancelled")
  }

  @Test func `a closed batcher flushes its open batch and accepts nothing more`() throws {
    var machine = Machine(two)
    _ = submit("a", &machine)
    #expect(text(machine.close(at: .zero)) == "flushed 1 (drain)")
    #expect(submit("b", &machine) == "refused")
    let batch = try #require(begin(&machine))
    #expect(next(&machine) == "wait")
    _ = machine.ended(batch, with: .success(["A"]), at: .zero)
    #expect(next(&machine) == "finished")
  }

  @Test func `a smaller size splits the open batch, and the rest keeps its instant`() throws {
    var machine = Machine(.init(size: 1, linger: .seconds(1)))
    _ = submit("a", &machine)
    let batch = try #require(begin(&machine))
    _ = machine.reconfigure(.init(size: 3, linger: .seconds(10)), at: .zero)
    for item in ["b", "c", "d"] { _ = submit(item, &machine) }
    _ = machine.reconfigure(.init(size: 2, linger: .seconds(10)), at: second(1))
    #expect(
      text(machine.ended(batch, with: .success(["A"]), at: second(4))).hasPrefix(
        "flushed 2 (size), opened for 6s, batched 1"))
  }

  @Test func `a cancelled loop leaves no submitter waiting`() throws {
    var machine = Machine(two)
    for item in ["a", "b"] { _ = submit(item, &machine) }
    let batch = try #require(begin(&machine))
    for item in ["c", "d", "e"] { _ = submit(item, &machine) }
    #expect(machine.abandon(at: .zero).map { text($0.answer) } == ["closed", "closed", "closed"])
    #expect(
      text(machine.ended(batch, with: .success(["A", "B"]), at: .zero)) == "task 1: A, task 1: B")
    #expect(machine.drain(by: task) == nil)
  }
}

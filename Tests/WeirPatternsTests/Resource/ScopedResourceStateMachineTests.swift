import Testing
import WeirEvents

@testable import WeirPatterns

/// The transition table of the places: each line is a stimulus and its answer.
@Suite struct ScopedResourceStateMachineTests {
  private typealias Machine = ScopedResourceStateMachine<String>

  private func text(_ action: Machine.RequestAction) -> String {
    switch action {
    case .granted(let place): "granted \(place.rawValue)"
    case .suspend(let ticket): "suspend \(ticket)"
    }
  }

  private func text(_ call: Machine.Wakeup?) -> String {
    guard let call else { return "none" }
    let answer =
      switch call.answer {
      case .granted(let place): "granted \(place.rawValue)"
      case .cancelled: "cancelled"
      }
    return "\(call.waiter ?? "task \(call.task.rawValue)") \(answer)"
  }

  private func request(_ machine: inout Machine, by task: UInt32) -> String {
    text(machine.request(by: TaskID(task)))
  }

  @Test func `places are granted up to the limit, and then to waiting tasks in order`() {
    var machine = Machine(limit: 2)
    #expect(request(&machine, by: 1) == "granted 1")
    #expect(request(&machine, by: 2) == "granted 2")
    #expect(request(&machine, by: 3) == "suspend 0")
    #expect(request(&machine, by: 4) == "suspend 1")
    #expect(machine.attach("third", to: 0) == nil)
    #expect(machine.attach("fourth", to: 1) == nil)
    #expect(text(machine.releasePlace(ResourceID(2))) == "third granted 2")
    #expect(text(machine.releasePlace(ResourceID(1))) == "fourth granted 1")
    #expect(machine.takenCount == 2)
  }

  @Test func `a free place is taken again`() {
    var machine = Machine(limit: nil)
    #expect(request(&machine, by: 1) == "granted 1")
    #expect(request(&machine, by: 2) == "granted 2")
    #expect(text(machine.releasePlace(ResourceID(1))) == "none")
    #expect(request(&machine, by: 3) == "granted 1")
    #expect(request(&machine, by: 4) == "granted 3")
  }

  @Test func `a task that is served before it has attached finds its place`() {
    var machine = Machine(limit: 1)
    _ = machine.request(by: TaskID(1))
    _ = machine.request(by: TaskID(2))
    #expect(text(machine.releasePlace(ResourceID(1))) == "task 2 granted 1")
    #expect(machine.attach("second", to: 0) == .granted(ResourceID(1)))
  }

  @Test func `a waiting task that is cancelled lets the next one be served`() {
    var machine = Machine(limit: 1)
    for task in 1...3 { _ = machine.request(by: TaskID(UInt32(task))) }
    _ = machine.attach("second", to: 0)
    _ = machine.attach("third", to: 1)
    #expect(text(machine.cancel(0)) == "second cancelled")
    #expect(text(machine.releasePlace(ResourceID(1))) == "third granted 1")
    #expect(text(machine.cancel(1)) == "none")
    #expect(machine.waitingCount == 0)
  }

  @Test func `a lease ends once, even if its place is taken again`() {
    var machine = Machine(limit: 1)
    _ = machine.request(by: TaskID(1))
    let place = ResourceID(1)
    let first = machine.lease(place)
    let ends = machine.endLease(first, of: place)
    let endsAgain = machine.endLease(first, of: place)
    #expect(ends && !endsAgain)
    _ = machine.releasePlace(place)
    _ = machine.request(by: TaskID(2))
    let second = machine.lease(place)
    let endsForOthers = machine.endLease(first, of: place)
    let endsSecond = machine.endLease(second, of: place)
    #expect(!endsForOthers && endsSecond)
  }

  @Test func `a higher limit serves waiting tasks, and a lower one takes nothing away`() {
    var machine = Machine(limit: 1)
    for task in 1...4 { _ = machine.request(by: TaskID(UInt32(task))) }
    #expect(
      machine.reconfigure(limit: 3).map { text($0) } == ["task 2 granted 2", "task 3 granted 3"])
    #expect(machine.reconfigure(limit: 1).isEmpty)
    #expect(text(machine.releasePlace(ResourceID(3))) == "none")
    #expect(text(machine.releasePlace(ResourceID(2))) == "none")
    #expect(text(machine.releasePlace(ResourceID(1))) == "task 4 granted 1")
  }
}

import Testing
import WeirEngine
import WeirEvents

/// How tasks begin and end, and what is reported.
@Suite struct TaskLifeTests {
  struct Mishap: Error {}

  private let role = Symbol("child")

  @Test func `a group's children are reported as tasks, and the parent waits for them`() {
    let story = Story.of { [role] simulation in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for seconds in [2, 1] {
          let child = simulation.announceChild(Label("child-\(seconds)"), role: role)
          group.addTask {
            try await simulation.runChild(child) {
              try await simulation.sleep(for: .seconds(seconds))
            }
          }
        }
        let task = simulation.currentTask
        simulation.report(.task(task, .suspended(on: .children(), at: .unknown)))
        try await group.waitForAll()
        simulation.report(.task(task, .resumed))
      }
    }
    #expect(
      story == [
        "0s no task starts main", "0s main starts child-2", "0s main starts child-1",
        "0s main waits for a child", "1s child-1 completed", "2s child-2 completed",
        "2s main completed",
      ])
  }

  @Test func `cancelling a group is reported as cancelling its children`() {
    let story = Story.of { [role] simulation in
      await withTaskGroup(of: Void.self) { group in
        let child = simulation.announceChild(Label("child"), role: role)
        group.addTask {
          try? await simulation.runChild(child) { try await simulation.sleep(for: .seconds(9)) }
        }
        try? await simulation.sleep(for: .seconds(1))
        group.cancelAll()
      }
    }
    #expect(
      story.dropFirst(2) == [
        "1s main cancels child", "1s child notices", "1s child cancelled", "1s main completed",
      ])
  }

  @Test func `an error is lost if nothing awaits the task and its handle is gone`() {
    let story = Story.of { [role] simulation in
      simulation.spawn(Label("lost"), role: role) {
        try await simulation.sleep(for: .seconds(1))
        throw Mishap()
      }
      let kept = simulation.spawn(Label("kept"), role: role) { throw Mishap() }
      try await simulation.sleep(for: .seconds(2))
      await kept.finished()
    }
    #expect(story.filter { $0.contains("is lost") } == ["1s Mishap of lost is lost"])
  }

  @Test func `an error is lost when the last handle is released`() {
    let story = Story.of { [role] simulation in
      let handles = Handles()
      handles.members = [simulation.spawn(Label("dropped"), role: role) { throw Mishap() }]
      try await simulation.sleep(for: .seconds(1))
      handles.members = []
    }
    #expect(story.contains("1s Mishap of dropped is lost"))
  }

  @Test func `a cancelled task without a handle loses no error`() {
    let story = Story.of { [role] simulation in
      simulation.spawn(Label("stopped"), role: role) {
        try await simulation.sleep(for: .seconds(9))
      }.cancel()
    }
    #expect(!story.contains { $0.contains("is lost") })
  }

  @Test func `a task that ends leaks the resources that it holds`() {
    let pool = PoolID(1)
    let story = Story.of { [role] simulation in
      let task = simulation.spawn(Label("careless"), role: role) {
        let task = simulation.currentTask
        for number in 1...3 as ClosedRange<UInt32> {
          simulation.report(.pool(pool, .acquired(by: task, resource: ResourceID(number))))
        }
        simulation.report(.pool(pool, .released(by: task, resource: ResourceID(2))))
      }
      await task.finished()
    }
    #expect(
      story.filter { $0.contains("leaks") } == ["0s careless leaks 1", "0s careless leaks 3"])
  }

  @Test
  func `a resource that a child returns belongs to its parent, and leaks only when that ends`() {
    let pool = PoolID(1)
    let story = Story.of { [role] simulation in
      await simulation.spawn(Label("caller"), role: role) {
        try await withThrowingTaskGroup(of: TaskID.self) { group in
          for number in UInt32(1)...2 {
            let child = simulation.announceChild(Label("connect-\(number)"), role: role)
            group.addTask {
              try await simulation.runChild(child) {
                simulation.report(.pool(pool, .acquired(by: child, resource: ResourceID(number))))
                return child
              }
            }
          }
          let first = try await group.next() ?? .none
          try await group.waitForAll()
          simulation.report(.pool(pool, .released(by: first, resource: ResourceID(1))))
        }
      }.finished()
    }
    #expect(story.filter { $0.contains("leaks") } == ["0s caller leaks 2"])
  }

  @Test func `a child that fails leaks the resources that it holds`() {
    let story = Story.of { [role] simulation in
      await withThrowingTaskGroup(of: Void.self) { group in
        let child = simulation.announceChild(Label("connect"), role: role)
        group.addTask {
          try await simulation.runChild(child) {
            simulation.report(.pool(PoolID(1), .acquired(by: child, resource: ResourceID(1))))
            throw Mishap()
          }
        }
      }
    }
    #expect(story.filter { $0.contains("leaks") } == ["0s connect leaks 1"])
  }

  @Test func `only a child of the group wakes the task that waits for the group`() {
    var events: [Event.Kind] = []
    let simulation = Simulation { batch in events += batch.events.map(\.kind) }
    simulation.start { [role] in
      let child = simulation.announceChild(Label("child"), role: role)
      simulation.spawn(Label("other"), role: role) { try await simulation.sleep(for: .seconds(1)) }
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          try? await simulation.runChild(child) { try await simulation.sleep(for: .seconds(2)) }
        }
        let task = simulation.currentTask
        simulation.report(.task(task, .suspended(on: .children(), at: .unknown)))
        await group.waitForAll()
        simulation.report(.task(task, .resumed))
      }
    }
    simulation.runToEnd()
    simulation.tearDown()
    let main = TaskID(1)
    let wait = events.firstIndex(of: .task(main, .suspended(on: .children(), at: .unknown))) ?? 0
    let ready = events[wait...].firstIndex(of: .task(main, .becameReady())) ?? 0
    let ends = [TaskID(3), TaskID(2)].map {
      events.firstIndex(of: .task($0, .finished(.completed, error: .empty))) ?? 0
    }
    #expect(ends[0] < ready && ready == ends[1] + 1)
  }

  @Test func `a simulation that was torn down is released from memory`() {
    weak var remains: Simulation?
    do {
      let simulation = Simulation()
      remains = simulation
      simulation.onInput { _ in simulation.setOffloadWorkers(1) }
      simulation.start { try await simulation.sleep(for: .seconds(9)) }
      simulation.run(until: .zero.advanced(by: .seconds(1)))
      simulation.tearDown()
    }
    #expect(remains == nil)
  }

  /// Keeps handles; only the simulation's thread uses it.
  private final class Handles: @unchecked Sendable {
    var members: [SimulatedTask] = []
  }
}

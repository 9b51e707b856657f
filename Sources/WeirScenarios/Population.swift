import WeirEngine
import WeirEvents

/// Tasks of one role, whose number follows a knob: the newest are cancelled first.
struct Population {
  /// The role of its members, and the stem of their names.
  let role: Symbol
  private(set) var members: [SimulatedTask] = []
  /// Members that were cancelled and may not have ended yet.
  private var leaving: [SimulatedTask] = []
  /// The number of the newest member.
  private(set) var lastNumber: UInt32

  /// - Parameter number: the last number in use; the first member gets the next one.
  init(_ role: Symbol, after number: UInt32 = 0) {
    self.role = role
    lastNumber = number
  }

  /// All tasks that have not ended, including those that were cancelled.
  var living: [SimulatedTask] { (leaving + members).filter { !$0.isOver } }

  /// A member that has not ended; `nil` if there is none.
  var firstLiving: SimulatedTask? { members.first { !$0.isOver } }

  /// Starts or cancels tasks until there are `count` of them.
  ///
  /// - Parameters:
  ///   - parent: the parent of new tasks.
  ///   - life: runs in each new task, and receives its number.
  mutating func resize(
    to count: Int, in simulation: Simulation, parent: TaskID,
    _ life: @escaping @Sendable (_ number: UInt32) async throws -> Void
  ) {
    members.removeAll(where: \.isOver)
    leaving.removeAll(where: \.isOver)
    while let surplus = members.dropFirst(count).last {
      members.removeLast()
      leaving.append(surplus)
      surplus.cancel()
    }
    while members.count < count {
      lastNumber += 1
      let number = lastNumber
      members.append(
        simulation.spawn(Label(role, number), role: role, parent: parent) {
          try await life(number)
        })
    }
  }

  /// Removes a member that is about to end by itself.
  mutating func remove(_ task: TaskID) {
    members.removeAll { $0.id == task }
  }

  /// Removes all members and returns them.
  mutating func removeAll() -> [SimulatedTask] {
    defer { members = [] }
    return members
  }
}

import WeirEngine
import WeirEvents

/// Tasks of one role whose number a person can turn: the youngest go first.
struct Crew {
  /// What its members do, and the stem of their names.
  let role: Symbol
  private(set) var members: [SimulatedTask] = []
  /// Members that were asked to stop and may not have ended yet.
  private var leaving: [SimulatedTask] = []
  /// The number of the youngest.
  private(set) var lastNumber: UInt32

  /// - Parameter number: the first member bears the number after it.
  init(_ role: Symbol, after number: UInt32 = 0) {
    self.role = role
    lastNumber = number
  }

  /// All who have not ended, those among them that were asked to stop.
  var everyone: [SimulatedTask] { (leaving + members).filter { !$0.isOver } }

  /// One who is still there.
  var present: SimulatedTask? { members.first { !$0.isOver } }

  /// Starts or cancels tasks until there are so many.
  ///
  /// - Parameters:
  ///   - parent: whose children the new ones are.
  ///   - life: what one of them does, told its number.
  mutating func staff(
    _ count: Int, in simulation: Simulation, parent: TaskID,
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

  /// Lets one go that is about to end of itself.
  mutating func part(with task: TaskID) {
    members.removeAll { $0.id == task }
  }

  /// Lets all members go, and answers with them.
  mutating func dismiss() -> [SimulatedTask] {
    defer { members = [] }
    return members
  }
}

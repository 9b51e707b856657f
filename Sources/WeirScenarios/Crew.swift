import WeirEngine
import WeirTrace

/// Tasks of one kind whose number a person can turn: the youngest go first.
struct Crew {
  private(set) var members: [SimulatedTask] = []

  /// Starts or cancels tasks until there are so many.
  mutating func staff(_ count: Int, start: () -> SimulatedTask) {
    members.removeAll(where: \.isOver)
    while members.count > count { members.removeLast().cancel() }
    while members.count < count { members.append(start()) }
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

import WeirAnalysis
import WeirEvents

/// What each of the last tasks of one role did all its life, each in a line of its own.
///
/// Unlike lanes, strands are not handed on: one sees whether lives follow each other or run side by side. The last 64
/// are kept.
struct StrandBoard: Sendable {
  private static let capacity = 64

  let role: Symbol
  /// In the order of creation.
  private(set) var strands: [Lane] = []

  init(role: Symbol) {
    self.role = role
  }

  /// Takes in one event, which the tasks have taken in before; those about others change nothing.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    switch event.kind {
    case .task(let task, .created(let name, let role, _, _)):
      guard role == self.role else { return }
      strands.append(Lane(task, name: name, role: role, at: now))
      if strands.count > StrandBoard.capacity { strands.removeFirst() }
    case .task(let task, .becameReady), .task(let task, .resumed), .task(let task, .suspended),
      .task(let task, .finished), .task(let task, .cleanupStarted):
      guard let index = strands.lastIndex(where: { $0.task == task }), let record = tasks[task]
      else { return }
      strands[index].enter(Activity(record), at: now)
    default: break
    }
  }
}

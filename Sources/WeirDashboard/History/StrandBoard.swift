import WeirAnalysis
import WeirEvents
import WeirWording

/// What each of the last tasks of one role did during its whole life, each in a line of its own.
///
/// Unlike lanes, strands are never shared by several tasks, so that you see whether lives follow
/// each other or run side by side. The last 64 are kept.
struct StrandBoard: Sendable {
  private static let capacity = 64

  /// The role that is followed; `nil` if none is.
  let role: Symbol?
  /// In the order of creation.
  private(set) var strands: [Lane] = []

  init(role: Symbol?) {
    self.role = role
  }

  /// Folds an event that the tasks have already folded. Events about other roles change nothing.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    if case .source(.snapshotEnded) = event.kind {
      strands.removeAll { $0.ended == nil && tasks[$0.task]?.isLive != true }
    }
    guard case .task(let task, let kind) = event.kind else { return }
    if case .renamed(let name) = kind { update(task) { $0.name = name } }
    guard let step = kind.step else { return }
    switch step {
    case .began(let name, let role, _):
      guard role == self.role, !strands.contains(where: { $0.task == task && $0.ended == nil })
      else { return }
      strands.append(Lane(task, name: name, role: role, at: event.instant))
      if strands.count > StrandBoard.capacity { strands.removeFirst() }
    case .becameReady, .resumed, .suspended, .cleanupStarted, .cleanupEnded, .finished:
      guard !strands.isEmpty, let record = tasks[task], record.role == role else { return }
      update(task) { $0.enter(Activity(record), at: event.instant) }
    }
  }

  /// Passes what the strands show through a transfer; they are empty while it is away.
  mutating func pass(through transfer: inout ByteTransfer) {
    for index in strands.indices { strands[index].pass(through: &transfer) }
  }

  private mutating func update(_ task: TaskID, _ change: (inout Lane) -> Void) {
    guard let index = strands.lastIndex(where: { $0.task == task }) else { return }
    change(&strands[index])
  }
}

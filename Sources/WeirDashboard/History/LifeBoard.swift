import DequeModule
import WeirAnalysis
import WeirEvents
import WeirWording

/// How long each task had each activity, for all live tasks and the last few that ended.
///
/// About 160 bytes per task, and constant time per event.
struct LifeBoard: Sendable {
  private var places: [TaskID: Int] = [:]
  private var lives: ContiguousArray<Life> = []
  /// Places whose tasks have been forgotten.
  private var free: [Int] = []
  private var ended: Deque<TaskID> = []

  subscript(task: TaskID) -> Life? { places[task].map { lives[$0] } }

  /// Folds an event that the tasks have already folded. Events that are not about tasks change
  /// nothing.
  mutating func fold(_ event: Event, in tasks: TaskLedger) {
    let now = event.instant
    if case .source(.snapshotEnded) = event.kind { keep(those: tasks) }
    guard case .task(let task, let event) = event.kind, let step = event.step else { return }
    switch step {
    case .becameReady:
      update(task) { $0.enter($0.isCleaningUp ? .cleaningUp : .ready, at: now) }
    case .resumed:
      update(task) { $0.enter($0.isCleaningUp ? .cleaningUp : .running, at: now) }
    case .suspended(let wait):
      let activity = LifeBoard.activity(task, wait, tasks)
      update(task) { $0.enter(activity, at: now) }
    case .began: begin(task, at: now)
    case .finished(let outcome):
      update(task) { $0.enter(Activity(outcome), at: now) }
      retire(task, keeping: tasks.retained)
    case .cleanupStarted: update(task) { $0.beginCleanup(at: now) }
    case .cleanupEnded: update(task) { $0.endCleanup(at: now) }
    }
  }

  /// Passes the lives through a transfer.
  mutating func pass(through transfer: inout ByteTransfer) { transfer.pass(&lives) }

  /// What a task does in a wait. For a sleep this depends on the task.
  @inline(__always)
  private static func activity(_ task: TaskID, _ wait: Wait, _ tasks: TaskLedger) -> Activity {
    tasks[task].map { Activity($0) } ?? Activity(wait)
  }

  @inline(__always)
  private mutating func update(_ task: TaskID, _ change: (inout Life) -> Void) {
    guard let place = places[task] else { return }
    change(&lives[place])
  }

  /// Forgets the tasks that a snapshot did not name: it names all live tasks.
  private mutating func keep(those tasks: TaskLedger) {
    for (task, place) in places where tasks[task] == nil {
      places[task] = nil
      free.append(place)
    }
    ended.removeAll { places[$0] == nil }
  }

  /// Begins a life. A task that a snapshot reports again keeps the life that it has.
  private mutating func begin(_ task: TaskID, at now: VirtualInstant) {
    guard places[task] == nil else { return }
    if let place = free.popLast() {
      lives[place] = Life(at: now)
      places[task] = place
    } else {
      places[task] = lives.count
      lives.append(Life(at: now))
    }
  }

  private mutating func retire(_ task: TaskID, keeping limit: Int) {
    guard places[task] != nil else { return }
    ended.append(task)
    while ended.count > limit, let oldest = ended.popFirst() {
      if let place = places.removeValue(forKey: oldest) { free.append(place) }
    }
  }
}

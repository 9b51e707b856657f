package import WeirAnalysis
package import WeirEvents
import WeirScreen

/// What a task does and on what it waits, in a few words.
package enum WaitText {
  /// In a column times stand one below the other.
  package static func text(
    _ task: TaskRecord, _ analysis: Analysis, isColumn: Bool = false, at level: RunLevel = .steps
  ) -> String {
    let activity = Activity(task)
    guard !activity.isOver, activity != .cleaningUp, let wait = task.wait else {
      return activity.word(at: level)
    }
    let (name, count) = (name(wait, analysis, isColumn: isColumn), count(wait, task, analysis))
    let words = words(wait, activity)
    return isColumn ? words.column(name, count: count) : words.line(name, count: count)
  }

  /// The words for a wait; a sleep that stands for I/O, or that nothing ends, has its own.
  package static func words(_ wait: Wait, _ activity: Activity) -> WaitWords {
    guard case .sleep(let until) = wait else { return wait.kind.words }
    if until == .endOfTime { return .sleepForever }
    return activity == .serving ? .serving : wait.kind.words
  }

  /// The name of what is waited for; what sort of thing it is where it has none.
  package static func place(_ wait: Wait, _ analysis: Analysis) -> String {
    wait.place(in: analysis) ?? kind(wait)
  }

  /// What sort of thing is waited for, in one word.
  package static func kind(_ wait: Wait) -> String { wait.kind.words.kind }

  /// What stands for the name: of a sleep how long it goes on.
  private static func name(_ wait: Wait, _ analysis: Analysis, isColumn: Bool) -> String {
    guard case .sleep(let until) = wait else { return place(wait, analysis) }
    let left = max(analysis.now.duration(to: until), .zero)
    return TimeText.short(left).leftPadded(to: isColumn ? 7 : 5)
  }

  /// How many of what is waited for are left.
  private static func count(_ wait: Wait, _ task: TaskRecord, _ analysis: Analysis) -> Int {
    switch wait {
    case .join(let queue): analysis.queues[queue]?.unfinished ?? 0
    case .children: task.liveChildren
    case .sleep, .queuePut, .queueGet, .child, .work, .poolAcquire, .batch, .offload, .other: 0
    }
  }
}

package import WeirAnalysis
package import WeirEvents
import WeirScreen

/// What a task does and what it waits for, in a few words.
package enum WaitText {
  /// The text for a task; in a column, times are aligned.
  package static func text(
    _ task: TaskRecord, _ analysis: Analysis, isColumn: Bool = false, in run: RunStart? = nil
  ) -> String {
    let activity = Activity(task)
    guard !activity.isOver, activity != .cleaningUp, let wait = task.wait else {
      return run.map(activity.word) ?? activity.word
    }
    if case .offload = wait, let words = offloaded(task.id, analysis) { return words }
    // It may wait for tasks that others have started.
    if case .children = wait, task.liveChildren == 0 { return "waits for tasks" }
    let (name, count) = (name(wait, analysis, isColumn: isColumn), count(wait, task, analysis))
    let words = words(wait, activity)
    return isColumn ? words.column(name, count: count) : words.line(name, count: count)
  }

  /// Where the work of a task runs that was handed to a background worker, such as a thread; `nil`
  /// if it has not begun.
  package static func offloaded(_ task: TaskID, _ analysis: Analysis) -> String? {
    analysis.backgroundWorker(of: task).map { "works in \(analysis.workers.name(of: $0.id))" }
  }

  /// The words for a wait; a sleep that stands for I/O or has no end has words of its own.
  package static func words(_ wait: Wait, _ activity: Activity) -> WaitWords {
    guard case .sleep(let until) = wait else { return wait.kind.words }
    if until == .endOfTime { return .sleepForever }
    return activity == .serving ? .serving : wait.kind.words
  }

  /// The name of what is waited for, or its kind if it has no name.
  package static func place(_ wait: Wait, _ analysis: Analysis) -> String {
    wait.place(in: analysis) ?? kind(wait)
  }

  /// The kind of what is waited for, in one word.
  package static func kind(_ wait: Wait) -> String { wait.kind.words.kind }

  /// The name of what is waited for, or the time left of a sleep.
  private static func name(_ wait: Wait, _ analysis: Analysis, isColumn: Bool) -> String {
    guard case .sleep(let until) = wait else { return place(wait, analysis) }
    let left = max(analysis.now.duration(to: until), .zero)
    return TimeText.short(left).leftPadded(to: isColumn ? 7 : 5)
  }

  /// How many items or children are still waited for.
  private static func count(_ wait: Wait, _ task: TaskRecord, _ analysis: Analysis) -> Int {
    switch wait {
    case .join(let queue): analysis.queues[queue]?.unfinished ?? 0
    case .children: task.liveChildren
    case .sleep, .queuePut, .queueGet, .child, .work, .poolAcquire, .batch, .offload, .other: 0
    }
  }
}

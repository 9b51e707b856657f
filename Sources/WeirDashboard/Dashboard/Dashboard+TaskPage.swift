import WeirAnalysis
import WeirEvents
import WeirScreen

/// The page of a task: keys scroll it and go on to other tasks, and what is about the run as a whole does as ever.
extension Dashboard {
  /// Opens the page of the chosen task; without one, of the first.
  mutating func openTaskPage() {
    let tasks = listedTasks
    if view.tasks.chosen == nil { view.tasks.chosen = tasks.first }
    guard let chosen = view.tasks.chosen else { return }
    view.taskPage = .init(task: chosen)
  }

  /// Opens the page of a task, wherever it was chosen.
  mutating func openTaskPage(of task: TaskID) {
    view.tasks.chosen = task
    view.taskPage = .init(task: task)
  }

  mutating func performInTaskPage(_ action: KeyAction) -> [Command] {
    switch action {
    case .back: view.taskPage = nil
    case .up: scrollTaskPage(-1)
    case .down: scrollTaskPage(1)
    case .pageUp: scrollTaskPage(-10)
    case .pageDown: scrollTaskPage(10)
    case .toFirst: scrollTaskPage(-1000)
    case .toLast: scrollTaskPage(1000)
    case .turnKnob(.down), .previousSortColumn: turnTaskPage(-1)
    case .turnKnob(.up), .nextSortColumn: turnTaskPage(1)
    case .enter: goToNeighbour()
    case .follow: _ = performOnTasks(.follow)
    // Keys whose effect is hidden do harm.
    case .turnKnob, .defaultValue, .nextDistribution, .invertSort: break
    case .nextPanel, .previousPanel, .panel, .expandPanel, .nextTasksView, .filterEvents:
      view.taskPage = nil
      return perform(action)
    default: return perform(action)
    }
    return []
  }

  private mutating func scrollTaskPage(_ rows: Int) {
    guard var page = view.taskPage else { return }
    let overlay = TaskDetailOverlay(state: self, page: page)
    let limit = overlay.scrollLimit(layout.body)
    page.scroll = min(max(min(page.scroll, limit) + rows, 0), limit)
    view.taskPage = page
  }

  /// Goes on to another task of the list, round and round.
  private mutating func turnTaskPage(_ step: Int) {
    let tasks = listedTasks
    guard let page = view.taskPage, !tasks.isEmpty else { return }
    let index = tasks.firstIndex(of: page.task) ?? view.tasks.row - (step > 0 ? 1 : 0)
    showTaskPage(of: tasks[(index + step + tasks.count) % tasks.count])
  }

  /// Goes to the task that the present one waits for, or to its parent.
  private mutating func goToNeighbour() {
    guard let page = view.taskPage, let neighbour = TaskDetail(page.task, in: run)?.neighbour else {
      return
    }
    showTaskPage(of: neighbour)
  }

  private mutating func showTaskPage(of task: TaskID) {
    view.taskPage = .init(task: task)
    view.tasks.chosen = task
  }

  /// The wheel scrolls; a click beside the page leaves it.
  mutating func useInTaskPage(_ mouse: Mouse) -> [Command] {
    switch mouse {
    case .wheeledUp: scrollTaskPage(-3)
    case .wheeledDown: scrollTaskPage(3)
    case .clicked(let point):
      if !TaskDetailOverlay.box(in: layout.body).contains(point) { view.taskPage = nil }
    }
    return []
  }
}

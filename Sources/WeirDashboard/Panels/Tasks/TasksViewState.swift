import WeirAnalysis
import WeirEvents

/// What a person looks at among the tasks, and how.
struct TasksViewState: Sendable {
  var sort = TaskSort()
  var filter = Filter()
  /// The chosen task, wherever its row goes.
  var chosen: TaskID?
  /// The row in which the chosen task was last: where one goes on from when it has gone.
  var row = 0
  /// Whether the list is scrolled so that the chosen task stays in view.
  var isFollowing = false
  /// The tasks in the tree below which nothing is shown.
  var collapsed: Set<TaskID> = []
}

extension ViewState {
  /// The page of a task while it is open.
  struct TaskPageState: Sendable, Equatable {
    var task: TaskID
    /// How many rows it is scrolled.
    var scroll = 0
  }

  /// The page of a task, while it is open.
  var taskPage: TaskPageState? {
    get {
      guard case .task(let page) = overlay else { return nil }
      return page
    }
    set { overlay = newValue.map(Overlay.task) }
  }
}

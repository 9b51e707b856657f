import WeirAnalysis
import WeirEvents

/// The tasks that the panel lists, in order: updated at most four times a second, so that rows can
/// be read, and in steps if there are very many tasks.
struct TaskList: Sendable {
  /// A task or a group of tasks in its row, with its branch in a tree or below its group.
  struct Row: Sendable, Equatable {
    let id: TaskRowID
    let name: Label
    var branch: TaskBranch?
    /// What the tasks of a group do; `nil` for a single task.
    var group: RoleCensus.Group?

    static func == (left: Row, right: Row) -> Bool {
      left.id == right.id && left.name == right.name && left.branch == right.branch
    }
  }

  private(set) var rows: [Row] = []
  /// How many tasks pass the filter; not all of them may have a row.
  private(set) var count = 0
  private(set) var listing = TaskListing()
  private var collapsed: Set<TaskID> = []
  /// The places of the groups, so that rows don't jump.
  private var places: [Symbol: Int] = [:]
  private var sweep: TaskSweep?
  /// Whether no pass over all tasks has finished since the listing changed.
  private var isFirst = true
  private var age = 0.0

  private static let interval = 0.25

  /// Continues a pass over the tasks, or starts one if the last is some time ago. Returns whether
  /// the rows may have changed.
  mutating func passFrame(_ seconds: Double, over run: RunHistory) -> Bool {
    age += max(seconds, 0)
    guard sweep != nil || age >= TaskList.interval else { return false }
    advance(over: run)
    return true
  }

  /// Lists at once, as far as one step gets, if the listing has changed.
  mutating func list(_ listing: TaskListing, collapsed: Set<TaskID>, of run: RunHistory) {
    let isOther = listing != self.listing || collapsed != self.collapsed
    guard isOther || isFirst && sweep == nil else { return }
    self.listing = listing
    self.collapsed = collapsed
    isFirst = true
    sweep = nil
    advance(over: run)
  }

  /// Forgets everything when another run starts.
  mutating func clear() {
    self = TaskList()
  }

  private mutating func advance(over run: RunHistory) {
    var sweep = sweep ?? TaskSweep(listing, run.analysis)
    sweep.advance(over: run)
    // Counts of groups would rise from zero with each step.
    if sweep.isFinished || isFirst && listing.order != .groups { show(&sweep, run) }
    self.sweep = sweep.isFinished ? nil : sweep
    if sweep.isFinished {
      isFirst = false
      age = 0
    }
  }

  private mutating func show(_ sweep: inout TaskSweep, _ run: RunHistory) {
    count = sweep.count
    let candidates = sweep.firstCandidates()
    switch listing.order {
    case .table: rows = candidates.map { Row(id: .task($0.task), name: $0.name) }
    case .tree:
      rows = TaskTree(candidates, in: run.analysis.tasks, isFiltered: !listing.filter.isEmpty)
        .rows(collapsed: collapsed)
    case .groups: rows = sweep.groups.rows(candidates, keeping: &places)
    }
  }
}

/// What a row of the list stands for.
enum TaskRowID: Sendable, Hashable {
  case task(TaskID)
  /// All live tasks of a role.
  case group(Symbol)
  /// The live tasks of roles without a group.
  case others

  /// The task; `nil` for a group.
  var task: TaskID? {
    guard case .task(let task) = self else { return nil }
    return task
  }
}

/// Which tasks to list, and in what order.
struct TaskListing: Sendable, Equatable {
  var order = Order.table
  var sort = TaskSort()
  var filter = Filter()
  /// The groups whose tasks have rows.
  var opened: Set<Symbol> = []
  /// Whether the run has ended, so that how its tasks ended matters most.
  var isOver = false

  /// How rows follow each other.
  enum Order: Sendable {
    /// Sorted by a column.
    case table
    /// Below their parents.
    case tree
    /// Below their roles.
    case groups
  }

  /// Whether rows have branches.
  var hasBranches: Bool { order != .table }
}

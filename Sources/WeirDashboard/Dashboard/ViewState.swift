import WeirScreen

/// What a person looks at, and how.
struct ViewState: Sendable {
  /// The terminal's size, as far as it is known.
  var size = Size(columns: 80, rows: 24)
  var focus = Panel.knobs
  var isExpanded = false
  /// Which panels have a place, and who of them gets the room.
  var layout = LayoutPreset.standard
  var tasksView = TasksView.lanes
  var tasks = TasksViewState()
  /// How much coarser than usual the time axes are, in doublings.
  var zoom = 0
  /// Whether the time axes show the whole run, however long it gets.
  var showsWholeRun = false
  /// How many rows each panel is scrolled: from the top, or, in the events, back from the newest one.
  var scroll: [Panel: Int] = [:]
  /// How many rows above the newest event the chosen one stands; nil while none is chosen.
  var chosenEvent: Int?
  /// The line that is being typed.
  var prompt: Prompt?
  /// What lies over the panels.
  var overlay: Overlay?
  var notice: Notice?

  /// How tasks are shown.
  enum TasksView: Int, Sendable, CaseIterable {
    case lanes, table, tree

    init(_ form: Settings.TasksForm) {
      switch form {
      case .lanes: self = .lanes
      case .table: self = .table
      case .tree: self = .tree
      }
    }
  }

  /// The help while it is open.
  struct HelpState: Sendable, Equatable {
    /// The chosen row of the key table.
    var selected = 0
    /// Whether keys move in the notes; on a screen that is too narrow for both, only these are to be seen.
    var showsNotes = false
    /// How many rows the notes are scrolled.
    var scroll = 0
  }

  /// The page about the source while it is open.
  struct SourcePageState: Sendable, Equatable {
    /// How many rows it is scrolled.
    var scroll = 0
  }

  /// The list of scenarios while it is open.
  struct PickerState: Sendable, Equatable {
    var selected: Int
  }

  /// Something to tell, and for how many seconds still.
  struct Notice: Sendable, Equatable {
    var text: String
    var secondsLeft = 5.0
    var isProblem = false
    /// Whether it is of no use once another run has begun.
    var isAboutRun = false
    /// Whether it says where the run stands, which is wrong once time goes on.
    var isAboutPlace = false
    /// The title of its box, which stands over the events; nil if it stands in the bottom row where
    /// there is room.
    var title: String?
  }
}

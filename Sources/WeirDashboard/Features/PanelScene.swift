import WeirEvents
import WeirScreen
import WeirWording

/// What a panel is drawn from, apart from its own state: a run, and how the screen shows it.
struct PanelScene {
  let run: ShownRun
  let axes: TimeAxes
  /// The signs of all graphs.
  let signs: GraphSigns
  /// Whether this is drawn for a file, where rates of wall time mean nothing.
  var isStill = false
  /// Whether the panel is in focus.
  var isFocused = false
  /// Whether the panel in focus is expanded over the whole screen.
  var isExpanded = false
  /// The filter that is being typed for the panel.
  var typedFilter: String?
  /// How many rows the panel could fill lately, borders not included. It follows a smaller need
  /// only after some seconds.
  var notedRows: ClosedRange<Int>?
  /// Whether the page of a task is open.
  var hasTaskPage = false

  /// Whether the run is that of another program.
  var isWatched: Bool { !run.start.isSimulation }

  private var moment: TimeAxes.Moment { run.moment(isStill: isStill) }

  /// The time axis of lanes over a number of columns.
  func laneScale(columns: Int) -> TimeScale {
    axes.scale(of: .lanes, columns: columns, at: moment)
  }

  /// The time axis of the lanes, for what doesn't depend on their number of columns.
  var laneScale: TimeScale { axes.laneScale(at: moment) }

  /// The time axis of graphs over a number of columns. Graphs look further back than lanes.
  func graphScale(columns: Int) -> TimeScale {
    axes.scale(of: .graphs, columns: columns, at: moment)
  }

  /// What the right edge of a time axis is called: now, or, in the past, the instant that is shown.
  var edge: String { run.isInPast ? TimeText.shortClock(run.now) : "now" }

  /// How much time a number of columns of a scale shows, for the title of a panel.
  func spanText(_ scale: TimeScale, columns: Int) -> String {
    axes.spanText(scale, columns: columns)
  }
}

extension ShownRun {
  /// What time axes depend on: the speed that is reached, or, in a picture for a file, which
  /// doesn't depend on wall time, the one that was set.
  func moment(isStill: Bool) -> TimeAxes.Moment {
    TimeAxes.Moment(speed: isStill ? playback.speed : playback.pace.speed, now: now)
  }
}

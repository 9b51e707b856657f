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
  /// The one time axis of two runs that are compared; `nil` if lanes and graphs have their own.
  var shared: SharedAxis?

  /// A time axis for all lanes and graphs, however many columns they have.
  struct SharedAxis {
    var scale: TimeScale
    /// What its right edge is called.
    var edge: String
    /// The instant at its right edge, which is after the end of the run that rests there.
    var until: VirtualInstant
  }

  /// Whether the end of a run is shown.
  var hasEnded: Bool { run.isOver && !run.isInPast && run.endsWithItsLog }

  /// Whether the run is that of another program.
  var isWatched: Bool { !run.start.isSimulation }

  private var moment: TimeAxes.Moment { run.moment(isStill: isStill) }

  /// The time axis of lanes over a number of columns.
  func laneScale(columns: Int) -> TimeScale {
    shared?.scale ?? axes.scale(of: .lanes, columns: columns, at: moment)
  }

  /// The time axis of the lanes, for what doesn't depend on their number of columns.
  var laneScale: TimeScale { shared?.scale ?? axes.laneScale(at: moment) }

  /// The time axis of graphs over a number of columns. Graphs look further back than lanes.
  func graphScale(columns: Int) -> TimeScale {
    shared?.scale ?? axes.scale(of: .graphs, columns: columns, at: moment)
  }

  /// What the right edge of a time axis is called: now, or, in the past, the instant that is shown.
  var edge: String { shared?.edge ?? (run.isInPast ? run.clock.short(run.now) : "now") }

  /// The instant at the right edge of lanes and graphs.
  var until: VirtualInstant { shared?.until ?? run.now }

  /// How many of some columns at the right are after the end of the run: nothing is known of them.
  func columnsAfterEnd(_ scale: TimeScale, of columns: Int) -> Int {
    let after = (scale.columnStart(until) - scale.columnStart(run.now)) / scale.column
    return Int(after.clamped(to: 0...Int64(columns)))
  }

  /// The row of times under a picture. Only a single run has times of the day.
  func axisText(_ scale: TimeScale, columns: Int, mark: Int? = nil) -> String {
    TimeAxis.text(
      columns: columns, scale, edge: edge, mark: mark, until: until,
      shared == nil ? run.clock : .elapsed)
  }

  /// How much time a number of columns of a scale shows, for the title of a panel.
  func spanText(_ scale: TimeScale, columns: Int) -> String {
    axes.spanText(scale, columns: columns)
  }
}

extension PanelScene {
  /// Draws over the columns of a picture about which nothing is known.
  func drawGaps(_ scale: TimeScale, in frame: inout Frame, _ box: Box) {
    let (known, _) = box.splitLeft(box.columns - columnsAfterEnd(scale, of: box.columns))
    run.history.gaps.draw(until: run.now, at: scale, in: &frame, known)
  }

  /// Draws the row of times under a picture, with a sign at an instant that is marked.
  func drawAxis(
    _ scale: TimeScale, mark: VirtualInstant?, in frame: inout Frame, _ row: Box
  ) {
    let place = mark.flatMap { scale.column(of: $0, until: until, columns: row.columns) }
    let text = axisText(scale, columns: row.columns, mark: place)
    frame.write(text, at: row.column, row.row, limit: row.columns, .dim)
    if let place { frame[row.column + place, row.row] = Cell("◆", .strongAccent) }
  }
}

extension ShownRun {
  /// What time axes depend on: the speed that is reached, or, in a picture for a file, which
  /// doesn't depend on wall time, the one that was set.
  func moment(isStill: Bool) -> TimeAxes.Moment {
    TimeAxes.Moment(
      speed: isStill ? playback.speed : playback.pace.speed, now: instant, length: knownLength)
  }

  /// How long a log or a program is in all, if it has ended or its length is known.
  private var knownLength: Duration? {
    guard source.kind != .simulation else { return nil }
    if source.ending != nil { return VirtualInstant.zero.duration(to: end) }
    return source.isGrowing ? nil : source.length.map { VirtualInstant.zero.duration(to: $0) }
  }
}

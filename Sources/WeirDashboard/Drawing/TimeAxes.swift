import WeirAnalysis
import WeirEvents
import WeirScreen

/// How much time lanes and graphs show: what suits the speed, changed by the zoom, or the whole
/// run.
struct TimeAxes: Sendable, Equatable {
  /// How much coarser than usual the axes are, in doublings.
  private(set) var zoom = 0
  /// Whether the axes show the whole run, however long it gets.
  private(set) var showsWholeRun = false

  /// What the axes of a run depend on.
  struct Moment: Sendable {
    /// How fast virtual time passes, in multiples of wall time.
    var speed: Double
    /// The newest instant, at the right edge.
    var now: VirtualInstant
    /// How long the run is in all; `nil` if it continues. A short one fills the columns.
    var length: Duration?
  }

  /// What a time axis is for.
  enum Use: Sendable {
    case lanes
    /// Graphs show more time.
    case graphs
    /// Lanes and graphs of two runs, on one axis.
    case comparison

    fileprivate var coarser: Int {
      switch self {
      case .lanes: 0
      case .graphs: 2
      case .comparison: 1
      }
    }
  }

  /// The time axis for a number of columns, of at least a second unless the run is shorter.
  func scale(of use: Use, columns: Int, at moment: Moment) -> TimeScale {
    guard !showsWholeRun else { return wholeRun(columns: columns, at: moment) }
    let level = usual(use, columns: columns, at: moment).level + zoom
    return TimeScale(level: max(level, closest(columns, moment)))
  }

  /// The time axis of the lanes, for uses that don't depend on how many columns they have.
  func laneScale(at moment: Moment) -> TimeScale { TimeScale(speed: moment.speed, coarser: zoom) }

  /// The scale that suits the speed; finer at the start of a run, so that the first data fills a
  /// graph.
  private func usual(_ use: Use, columns: Int, at moment: Moment) -> TimeScale {
    let usual = TimeScale(speed: moment.speed, coarser: use.coarser)
    let least = TimeAxes.leastSeconds * moment.speed.clamped(to: 0...1e6)
    let young = TimeScale(of: .seconds(max(moment.now.seconds, least)), columns: columns)
    return TimeScale(
      level: min(usual.level, young.level, whole(columns, moment) ?? TimeScale.levels))
  }

  /// The finest level at which all of a run fits whose length is known.
  private func whole(_ columns: Int, _ moment: Moment) -> Int? {
    moment.length.map { TimeScale(of: $0, columns: columns).level }
  }

  /// The finest level for these columns: a second in all of them, or a run that is shorter.
  private func closest(_ columns: Int, _ moment: Moment) -> Int {
    min(TimeScale.closest(columns: columns).level, whole(columns, moment) ?? TimeScale.levels)
  }

  /// The least number of seconds that a graph shows at speed 1; the first ones may be before the
  /// run.
  private static let leastSeconds = 8.0

  /// The finest scale at which the whole run so far fits.
  private func wholeRun(columns: Int, at moment: Moment) -> TimeScale {
    let run = VirtualInstant.zero.duration(to: moment.now)
    return TimeScale(of: run, columns: columns, from: closest(columns, moment))
  }

  /// Shows more time, or less if `steps` is negative; the widest step is the whole run.
  ///
  /// - Parameters:
  ///   - use: what decides how far the zoom goes.
  ///   - columns: how many columns that has, or would have.
  mutating func zoom(_ steps: Int, of use: Use = .graphs, columns: Int, at moment: Moment) {
    let whole = wholeRun(columns: columns, at: moment).level
    let usual = usual(use, columns: columns, at: moment).level
    if steps > 0 {
      guard !showsWholeRun else { return }
      if usual + zoom + steps >= whole {
        showsWholeRun = true
      } else {
        zoom += steps
      }
    } else {
      let present = showsWholeRun ? whole : usual + zoom
      zoom = max(present + steps, closest(columns, moment)) - usual
      showsWholeRun = false
    }
  }

  /// How much time is shown, for the title of a panel.
  func spanText(_ scale: TimeScale, columns: Int) -> String {
    showsWholeRun ? "whole run" : TimeText.span(scale.duration(columns: columns))
  }
}

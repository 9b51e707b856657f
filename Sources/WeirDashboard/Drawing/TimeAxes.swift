import WeirAnalysis
import WeirEvents
import WeirScreen

/// How much time lanes and graphs show: what suits the speed, as close or wide as the user has set
/// it, or the whole run.
struct TimeAxes: Sendable, Equatable {
  /// How much coarser than usual the axes are, in doublings.
  private(set) var zoom = 0
  /// Whether the axes show the whole run, however long it gets.
  private(set) var showsWholeRun = false

  /// What axes of a run go by.
  struct Moment: Sendable {
    /// How fast virtual time passes, in multiples of wall time.
    var speed: Double
    /// The newest instant, at the right edge.
    var now: VirtualInstant
  }

  /// Whose time axis it is.
  enum Use: Sendable {
    case lanes
    /// Graphs look further back.
    case graphs

    fileprivate var coarser: Int {
      switch self {
      case .lanes: 0
      case .graphs: 2
      }
    }
  }

  /// The time axis over a number of columns, from a second over all columns on.
  func scale(of use: Use, columns: Int, at moment: Moment) -> TimeScale {
    guard !showsWholeRun else { return wholeRun(columns: columns, at: moment) }
    let level = usual(use, columns: columns, at: moment).level + zoom
    return TimeScale(level: max(level, TimeScale.closest(columns: columns).level))
  }

  /// The time axis of the lanes, for what doesn't depend on how many columns they have.
  func laneScale(at moment: Moment) -> TimeScale { TimeScale(speed: moment.speed, coarser: zoom) }

  /// What suits the speed; at the start of a run it is finer, so that the little there is fills a
  /// graph.
  private func usual(_ use: Use, columns: Int, at moment: Moment) -> TimeScale {
    let usual = TimeScale(speed: moment.speed, coarser: use.coarser)
    let least = TimeAxes.leastSeconds * moment.speed.clamped(to: 0...1e6)
    let young = TimeScale(of: .seconds(max(moment.now.seconds, least)), columns: columns)
    return TimeScale(level: min(usual.level, young.level))
  }

  /// A graph shows at least this many seconds at speed 1; the first ones may lie before the run.
  private static let leastSeconds = 8.0

  /// The finest scale at which the time from the start until now has room.
  private func wholeRun(columns: Int, at moment: Moment) -> TimeScale {
    let run = VirtualInstant.zero.duration(to: moment.now)
    return TimeScale(of: run, columns: columns, from: TimeScale.closest(columns: columns).level)
  }

  /// Shows more time, or less where the steps are negative; the widest step is the whole run.
  ///
  /// - Parameter columns: how many columns the graphs have, or would have.
  mutating func zoom(_ steps: Int, columns: Int, at moment: Moment) {
    let whole = wholeRun(columns: columns, at: moment).level
    let usual = usual(.graphs, columns: columns, at: moment).level
    if steps > 0 {
      guard !showsWholeRun else { return }
      if usual + zoom + steps >= whole {
        showsWholeRun = true
      } else {
        zoom += steps
      }
    } else {
      let present = showsWholeRun ? whole : usual + zoom
      let closest = TimeScale.closest(columns: columns).level
      zoom = max(present + steps, closest) - usual
      showsWholeRun = false
    }
  }

  /// How much time a number of columns of a scale shows, for the title of a panel.
  func spanText(_ scale: TimeScale, columns: Int) -> String {
    showsWholeRun ? "whole run" : TimeText.span(scale.duration(columns: columns))
  }
}

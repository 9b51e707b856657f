import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What graphs are made of, and how much time they show.
extension Dashboard {
  /// The signs of all graphs: plain ones wherever the rest of the screen is plain.
  var graphSigns: GraphSigns { options.ascii ? .ascii : options.settings.graph }

  /// The time axis of lanes over so many columns.
  func laneScale(columns: Int) -> TimeScale { scale(coarser: 0, columns: columns) }

  /// The time axis of graphs over so many columns: they look further back.
  func depthScale(columns: Int) -> TimeScale { scale(coarser: 2, columns: columns) }

  /// The time axis of the lanes, for what doesn't depend on how many columns they have.
  var laneScale: TimeScale { TimeScale(speed: axisSpeed, coarser: view.zoom) }

  /// The speed that is reached; in a picture for a file, where wall time counts for nothing, the
  /// one that is asked for.
  private var axisSpeed: Double { isStill ? speed : pace.speed }

  /// The whole run where that is wanted; else what suits the speed, as close or wide as a person has set it, from a
  /// second over all columns on.
  private func scale(coarser steps: Int, columns: Int) -> TimeScale {
    guard !view.showsWholeRun else { return wholeRun(columns: columns) }
    let level = usual(coarser: steps, columns: columns).level + view.zoom
    return TimeScale(level: max(level, TimeScale.closest(columns: columns).level))
  }

  /// What suits the speed; at the start of a run it is finer, so that the little there is fills a graph.
  private func usual(coarser steps: Int, columns: Int) -> TimeScale {
    let usual = TimeScale(speed: axisSpeed, coarser: steps)
    let seen = max(run.analysis.now.seconds, Dashboard.leastSeconds * min(max(axisSpeed, 0), 1e6))
    let young = TimeScale(of: .seconds(seen), columns: columns)
    return TimeScale(level: min(usual.level, young.level))
  }

  /// A graph shows so many seconds at speed 1 at least, of which the first ones may lie before the run.
  private static let leastSeconds = 8.0

  /// The finest scale at which the time from the start until now has room.
  private func wholeRun(columns: Int) -> TimeScale {
    let run = VirtualInstant.zero.duration(to: run.analysis.now)
    return TimeScale(of: run, columns: columns, from: TimeScale.closest(columns: columns).level)
  }

  /// Shows more time, or less where the steps are negative; the widest step is the whole run.
  mutating func zoom(_ steps: Int) {
    let columns = graphColumns
    let whole = wholeRun(columns: columns).level
    let usual = usual(coarser: 2, columns: columns).level
    if steps > 0 {
      guard !view.showsWholeRun else { return }
      if usual + view.zoom + steps >= whole {
        view.showsWholeRun = true
      } else {
        view.zoom += steps
      }
    } else {
      let present = view.showsWholeRun ? whole : usual + view.zoom
      let closest = TimeScale.closest(columns: columns).level
      view.zoom = max(present + steps, closest) - usual
      view.showsWholeRun = false
    }
  }

  /// How many columns the graphs have, or would have.
  private var graphColumns: Int {
    let box = layout.box(of: .depth) ?? layout.body
    return GaugeGraph.columns(in: box.inner.columns)
  }

  /// How much time so many columns of a scale show, for the title of a panel.
  func spanText(_ scale: TimeScale, columns: Int) -> String {
    view.showsWholeRun ? "whole run" : TimeText.span(scale.duration(columns: columns))
  }
}

extension Dashboard {
  /// Takes a new picture of the waits while a panel shows it.
  mutating func lookAtWaits() {
    guard view.isExpanded, view.focus == .depth || view.focus == .latency else { return }
    let analysis = run.analysis
    waits = run.gauges.gauges.compactMap { gauge in
      gauge.waits(in: analysis.metrics).flatMap {
        WaitPicture($0, of: gauge.subject, name: gauge.name(in: analysis))
      }
    }
  }
}

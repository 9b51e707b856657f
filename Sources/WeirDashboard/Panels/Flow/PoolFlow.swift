import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Requests that wait for a connection, the pool with its holders, and how the requests ended.
struct PoolFlow: FlowPicture {
  private let scene: FlowScene
  private let pool: PoolRecord
  private let requests: Symbol
  /// The knob for how long an idle connection stays open.
  private let idleLimit: String

  init?(_ scene: FlowScene, requests: Symbol, idleLimit: String) {
    guard scene.has(requests), let pool = scene.pools.first else { return nil }
    self.scene = scene
    self.pool = pool
    (self.requests, self.idleLimit) = (requests, idleLimit)
  }

  var summary: Line {
    var figures = FigureList()
    figures.add("idle", "\(pool.idle)".leftPadded(to: 2))
    figures.add("opened", pool.opened)
    figures.add("leaked", pool.lost, isBad: true)
    return figures.line(FlowMeasures.summaryColumns)
  }

  /// A row for each place, to show its holder, unless there are too many places.
  var neededRows: ClosedRange<Int> {
    let places = pool.capacity ?? pool.resources.count
    let rows = places <= PoolFlow.mostListed ? max(places, 6) + PoolFlow.frameRows : 9
    return rows...FlowMeasures.mostRows
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    let side = (body.columns / 4).clamped(to: PoolFlow.sideColumns)
    let (left, rest) = body.splitLeft(side)
    let (into, afterInto) = rest.splitLeft(RateArrow.columns(in: body.columns))
    let (middle, right) = afterInto.splitLeft(max(afterInto.columns - side - 2, 12))
    drawWaiting(in: &frame, left)
    RateArrow(
      scene, scene.run.rates.rate(of: .acquired), pool.waiters.isEmpty ? .accent : .warning
    )
    .draw(in: &frame, into.halfway)
    PoolPicture(
      pool: pool, scene: scene, idleLimit: scene.duration(idleLimit),
      connecting: pool.openingCount
    )
    .draw(in: &frame, middle)
    figures.draw(in: &frame, right.inset(left: 2))
    FlowStatus(scene, scene.lastOthers(than: [requests])).draw(in: &frame, status, legend: legend)
  }

  /// The most places that have a row each: more need more rows than the picture makes use of.
  private static let mostListed = FlowMeasures.mostRows - frameRows
  /// The pool's border and the status below it.
  private static let frameRows = 3
  /// The columns of the waiting tasks at the left and of the figures at the right.
  private static let sideColumns = 11...24

  private var legend: Line {
    var line = Line()
    for (sign, style, word) in [
      ("━", Style(of: .serving), "in use"), ("▫", .dim, "idle"),
      ("◧", .accent, "opening"), ("·", .dim, "none"),
    ] {
      line.add(line.width > 0 ? "  \(sign) " : "\(sign) ", style)
      line.add(word, .dim)
    }
    return line
  }

  private func drawWaiting(in frame: inout Frame, _ box: Box) {
    let count = pool.waiters.count
    let waiting = pool.waiters.prefix(RoleBoard.limit).compactMap { scene.analysis.tasks[$0] }
    var heading = Line(
      NumberText.count(count).leftPadded(to: 2), count == 0 ? .dim : .warning)
    heading.add(" waiting", .dim)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    FlowTaskList(tasks: waiting, count: count, now: scene.now).draw(
      in: &frame, box.inset(top: 1))
  }

  private var figures: FigureList {
    var figures = FigureList()
    let rate = NumberText.rate(scene.perSecond(scene.run.rates.rate(of: .answered)))
    figures.add("done", "\(rate)/s")
    figures.add("served", scene.analysis.metrics.items.completed)
    let unserved = scene.perSecond(scene.run.rates.unserved)
    figures.add(
      "fails", "\(NumberText.rate(unserved))/s", unserved >= FlowMeasures.visibleRate ? .bad : nil
    )
    figures.add("closed", pool.closedCount)
    figures.add("expired", pool.closedCount(.idle))
    return figures
  }
}

extension Box {
  /// The two rows in the middle, for a rate and the arrow below it; one if the box has only one.
  var halfway: Box {
    let rows = min(rows, 2)
    return inset(top: (self.rows - rows) / 2).splitTop(rows).top
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Requests in line, the pool's connections with their holders, and what became of the requests.
struct PoolFlow: FlowPicture {
  private let scene: FlowScene
  private let pool: PoolRecord
  private let requests: Symbol
  /// The knob for how long a connection that nobody holds stays open.
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
    return figures.line(44)
  }

  /// With a row for each place the picture says who holds it; with 12 places or more those rows
  /// would be more than the picture makes use of.
  var neededRows: ClosedRange<Int> {
    let places = pool.capacity ?? pool.resources.count
    return places <= 11 ? max(places, 6) + 3...14 : 9...14
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    let side = max(min(body.columns / 4, 24), 11)
    let (left, rest) = body.splitLeft(side)
    let (into, afterInto) = rest.splitLeft(RateArrow.columns(in: body.columns))
    let (middle, right) = afterInto.splitLeft(max(afterInto.columns - side - 2, 12))
    drawLine(in: &frame, left)
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

  private func drawLine(in frame: inout Frame, _ box: Box) {
    let count = pool.waiters.count
    let waiting = pool.waiters.prefix(RoleBoard.limit).compactMap { scene.analysis.tasks[$0] }
    var heading = Line(
      NumberText.count(count).leftPadded(to: 2), count == 0 ? .dim : .warning)
    heading.add(" in line", .dim)
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
    figures.add("quit", "\(NumberText.rate(unserved))/s", unserved >= 0.05 ? .bad : nil)
    figures.add("closed", pool.closedCount)
    figures.add("expired", pool.closedCount(.idle))
    return figures
  }
}

extension Box {
  /// The two rows in the middle, for a rate and its arrow; one where there is only one.
  var halfway: Box {
    let rows = min(rows, 2)
    return inset(top: (self.rows - rows) / 2).splitTop(rows).top
  }
}

import WeirTrace

/// Requests in line, the pool's connections with their holders, and what became of the requests.
struct PoolFlow: FlowPicture {
  private let scene: FlowScene
  private let pool: PoolRecord
  private var look: Look { scene.look }

  init?(_ scene: FlowScene) {
    guard scene.has(.request), let pool = scene.pools.first else { return nil }
    self.scene = scene
    self.pool = pool
  }

  var summary: Line {
    var figures = FigureList(look)
    figures.add("idle", "\(pool.idle)".leftPadded(to: 2))
    figures.add("opened", pool.opened)
    figures.add("leaked", pool.lost, isBad: true)
    return figures.line(44)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let (body, status) = box.splitTop(box.rows - 1)
    let side = max(min(body.columns / 4, 24), 11)
    let (left, rest) = body.splitLeft(side)
    let (into, afterInto) = rest.splitLeft(RateArrow.columns(in: body.columns))
    let (middle, right) = afterInto.splitLeft(max(afterInto.columns - side - 2, 12))
    drawLine(in: &frame, left)
    RateArrow(
      scene, scene.run.rates.rate(of: .acquired), pool.waiters.isEmpty ? look.accent : look.warning
    )
    .draw(in: &frame, into.halfway)
    PoolPicture(pool: pool, scene: scene, connecting: scene.opening(in: pool)).draw(
      in: &frame, middle)
    figures.draw(in: &frame, right.inset(left: 2))
    FlowStatus(scene, scene.others(than: [.request])).draw(in: &frame, status)
  }

  private func drawLine(in frame: inout Frame, _ box: Box) {
    let waiting = pool.waiters.compactMap { scene.analysis.tasks[$0] }
    var heading = Line(
      "\(waiting.count)".leftPadded(to: 2), waiting.isEmpty ? look.dim : look.warning)
    heading.add(" in line", look.dim)
    frame.write(heading, at: box.column, box.row, limit: box.columns)
    PartyList(tasks: waiting, now: scene.now, look: look).draw(in: &frame, box.inset(top: 1))
  }

  private var figures: FigureList {
    var figures = FigureList(look)
    let rate = NumberText.rate(scene.run.rates.rate(of: .answered).perSecond(at: scene.now))
    figures.add("done", "\(rate)/s")
    figures.add("served", scene.analysis.metrics.items.completed)
    let unserved = scene.run.rates.unserved.perSecond(at: scene.now)
    figures.add("quit", "\(NumberText.rate(unserved))/s", unserved >= 0.05 ? look.bad : nil)
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

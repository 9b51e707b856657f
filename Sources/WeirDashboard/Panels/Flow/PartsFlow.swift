import WeirAnalysis
import WeirEvents
import WeirScreen

/// A program that is known only from its events: a row for each queue with the roles that fill and
/// empty it, for each pool with its holders and waiters, and for each role with what its tasks do.
///
/// Parts without a row are counted in the last row of their kind.
struct PartsFlow: FlowPicture {
  private let scene: FlowScene
  private let queues: QueueRows
  private let pools: PoolRows
  private let roles: RoleRows

  init(_ scene: FlowScene) {
    self.scene = scene
    let parts = scene.run.parts ?? PartsBoard()
    queues = QueueRows(scene, parts)
    pools = PoolRows(scene, parts)
    roles = RoleRows(scene, parts.roles, parts.leadingRoles)
  }

  private var lists: [any PartRows] { [queues, pools, roles].filter { $0.count > 0 } }

  var summary: Line {
    var figures = FigureList()
    figures.add("live", NumberText.narrow(roles.liveCount).leftPadded(to: 2))
    let held = roles.heldUpCount
    figures.add(
      "held up", NumberText.narrow(held).leftPadded(to: 2), held > 0 ? .warning : nil)
    return figures.line(FlowMeasures.summaryColumns)
  }

  /// A row for each part, a blank one between the kinds if there is room, and one for the end.
  var neededRows: ClosedRange<Int> {
    let rows = lists.reduce(0) { $0 + $1.count } + (scene.isOver ? 1 : 0)
    let least = rows.clamped(to: 4...20)
    return least...(rows + max(lists.count - 1, 0)).clamped(to: least...30)
  }

  func draw(in frame: inout Frame, _ box: Box) {
    let hasEnd = (scene.isOver && box.rows > 1) || lists.isEmpty
    let (body, status) = box.splitTop(box.rows - (hasEnd ? 1 : 0))
    if hasEnd { FlowStatus(scene, []).draw(in: &frame, status) }
    let shares = PartsFlow.shares(of: body.rows, among: lists.map(\.count))
    let gaps = body.rows - shares.reduce(0, +)
    var row = body.row
    for (index, (list, share)) in zip(lists, shares).enumerated() {
      if index > 0, index <= gaps { row += 1 }
      for (offset, line) in list.lines(share, columns: body.columns).prefix(share).enumerated() {
        frame.write(
          line.fitted(to: body.columns), at: body.column, row + offset, limit: body.columns)
      }
      row += share
    }
  }

  /// How many rows each list gets: first one each, then one more in turn, up to what it needs.
  static func shares(of rows: Int, among counts: [Int]) -> [Int] {
    var shares = counts.map { _ in 0 }
    var left = max(rows, 0)
    while left > 0,
      let least = shares.indices.filter({ shares[$0] < counts[$0] }).min(
        by: { shares[$0] < shares[$1] })
    {
      shares[least] += 1
      left -= 1
    }
    return shares
  }
}

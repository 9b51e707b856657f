import WeirScreen

/// Where the parts of a comparison are: the figures over the whole width, below them A over B or,
/// with enough columns, A beside B, and a row for the knobs.
struct ComparisonLayout {
  let header: Box
  let footer: Box
  /// The room between header and footer.
  let body: Box
  /// The figures, border included.
  let figures: Box
  /// How many columns of figures there are.
  let figureColumns: Int
  /// The graphs and the tasks of each side, inside the borders.
  let a: Side
  let b: Side
  /// The borders around depth and tasks, of both sides or of one.
  let borders: [Border]
  /// The row of the chosen knob.
  let knob: Box

  /// The room of one side.
  struct Side {
    var depth: Box
    var tasks: Box
  }

  /// A border, with the row in which B begins if it is around both.
  struct Border {
    enum Content { case depth, tasks }
    var content: Content
    var box: Box
    /// `nil` if the border is around both sides.
    var isOfB: Bool?
    var divider: Int?
  }

  /// From this number of columns on, A and B are side by side.
  static let columnsForBeside = 160
  /// The columns of one column of figures, with a gap.
  private static let figureWidth = 54
  private static let leastFigures = 3

  init(_ layout: Layout, figureCount: Int) {
    (header, footer, body) = (layout.header, layout.footer, layout.body)
    let columns = max((body.columns - 2) / ComparisonLayout.figureWidth, 1)
    let needed = (figureCount + columns - 1) / columns
    let share = (body.rows - 3) / 4
    let rows = min(max(share, ComparisonLayout.leastFigures), max(needed, 1))
    figureColumns = columns
    let (top, rest) = body.splitTop(rows + 3)
    let (runs, knob) = rest.splitTop(rest.rows - 1)
    (figures, self.knob) = (top, knob)
    if body.columns >= ComparisonLayout.columnsForBeside {
      let (left, right) = runs.splitLeft(runs.columns / 2)
      let sides = [left, right].map { half in half.splitTop(half.rows * 2 / 5) }
      a = Side(depth: sides[0].top.inner, tasks: sides[0].rest.inner)
      b = Side(depth: sides[1].top.inner, tasks: sides[1].rest.inner)
      borders = [
        Border(content: .depth, box: sides[0].top, isOfB: false),
        Border(content: .tasks, box: sides[0].rest, isOfB: false),
        Border(content: .depth, box: sides[1].top, isOfB: true),
        Border(content: .tasks, box: sides[1].rest, isOfB: true),
      ]
    } else {
      let (left, right) = runs.splitLeft(runs.columns * 9 / 20)
      let (depth, tasks) = (ComparisonLayout.halves(of: left), ComparisonLayout.halves(of: right))
      a = Side(depth: depth.a, tasks: tasks.a)
      b = Side(depth: depth.b, tasks: tasks.b)
      borders = [
        Border(content: .depth, box: left, divider: depth.divider),
        Border(content: .tasks, box: right, divider: tasks.divider),
      ]
    }
  }

  /// The room above and below the row that divides a box.
  private static func halves(of box: Box) -> (a: Box, b: Box, divider: Int) {
    let inner = box.inner
    let (above, rest) = inner.splitTop((inner.rows - 1) / 2)
    let below = rest.splitTop(1).rest
    return (above, below, rest.row)
  }

  func side(isB: Bool) -> Side { isB ? b : a }
}

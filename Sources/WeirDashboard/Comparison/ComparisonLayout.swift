import WeirEvents
import WeirScreen

/// Where the parts of a comparison are: the figures over the whole width, below them A over B or,
/// with enough columns, A beside B, and a row for the knobs.
///
/// A and B always have the same parts in boxes of the same size. As many parts have a place as fit:
/// the flow only with enough rows and columns, the tasks unless there are very few rows.
struct ComparisonLayout {
  let header: Box
  let footer: Box
  /// The room between header and footer.
  let body: Box
  /// The figures, border included.
  let figures: Box
  /// How many columns of figures there are.
  let figureColumns: Int
  /// The parts of each side, inside the borders.
  private(set) var a = Side()
  private(set) var b = Side()
  /// The borders around the parts.
  private(set) var borders: [Border] = []
  /// The row of the chosen knob.
  let knob: Box

  /// The room of one side; empty for what has no place.
  struct Side: Hashable {
    var flow = Box.empty
    var depth = Box.empty
    /// The lanes, with the time axis that the depth above them shares.
    var tasks = Box.empty
    /// Whether depth and lanes share their columns, too.
    var sharesColumns = false
  }

  /// A border with its titles: the first one in its upper edge, the others in rows that divide it.
  struct Border {
    var box: Box
    var titles: [Title]
  }

  /// What is below an edge.
  struct Title {
    enum Part { case flow, depth, tasks }
    var row: Int
    var side: RunSideTitle
    var parts: [Part]
  }

  /// How much of a side a title names.
  enum RunSideTitle: Hashable {
    /// The letter, and with it what the run is.
    case full(isB: Bool), letter(isB: Bool)
    /// Neither, below a title that does.
    case none(isB: Bool)

    var isB: Bool {
      switch self {
      case .full(let isB), .letter(let isB), .none(let isB): isB
      }
    }
  }

  /// What the parts need.
  struct Needs {
    /// How many figures there are.
    var figureCount: Int
    /// Whether either run has a queue, a pool or the like.
    var hasDepth = true
    /// How many rows all tasks fill; `nil` if that is unknown.
    var taskRows: Int?
  }

  /// From this number of columns on, A and B are side by side.
  static let columnsForBeside = 160
  /// From this number of columns on, a flow has a place beside depth and tasks.
  private static let columnsForFlow = 100
  /// The columns of one column of figures, with a gap.
  private static let figureWidth = 54
  private static let leastFigures = 3
  /// The figures get one of this many rows.
  private static let figureShare = 5

  init(_ layout: Layout, _ needs: Needs) {
    (header, footer, body) = (layout.header, layout.footer, layout.body)
    let columns = max((body.columns - 2) / ComparisonLayout.figureWidth, 1)
    let needed = (needs.figureCount + columns - 1) / columns
    let share = (body.rows - 3) / ComparisonLayout.figureShare
    let most = max(needed, 1)
    var rows = min(max(share, ComparisonLayout.leastFigures), most)
    // One over the other, A and B have equally many rows, and a border between them.
    let isStacked = body.columns < ComparisonLayout.columnsForBeside
    if isStacked, !(body.rows - rows).isMultiple(of: 2), rows < most { rows += 1 }
    figureColumns = columns
    let (top, rest) = body.splitTop(rows + 2)
    let (runs, knob) = rest.splitTop(rest.rows - 1)
    (figures, self.knob) = (top, knob)
    if !isStacked {
      placeBeside(in: runs, needs)
    } else if (runs.rows - 3) / 2 < ComparisonLayout.leastRows {
      placeShort(in: runs, needs)
    } else {
      placeStacked(in: runs, needs)
    }
  }

  func side(isB: Bool) -> Side { isB ? b : a }
}

// MARK: Side by side

extension ComparisonLayout {
  /// The fewest rows of a flow, of a graph, and of lanes with their axis.
  private static let (flowRows, depthRows, taskRows) = (7, 3, 5)
  /// The fewest rows in which depth and tasks of a side have a place.
  private static let leastRows = 3
  private static let mostFlowRows = 16

  /// One box for each side, with a row between its parts.
  private mutating func placeBeside(in box: Box, _ needs: Needs) {
    let (left, right) = ComparisonLayout.sides(of: box)
    for (half, isB) in [(left, false), (right, true)] {
      let inner = half.inner
      let heights = ComparisonLayout.heights(in: inner.rows, needs)
      var side = Side(sharesColumns: true)
      var titles: [Title] = []
      var rest = inner
      for (part, rows) in heights where rows > 0 {
        if !titles.isEmpty { rest = rest.inset(top: 1) }
        titles.append(
          Title(
            row: rest.row - 1, side: titles.isEmpty ? .full(isB: isB) : .none(isB: isB),
            parts: [part]))
        let (place, below) = rest.splitTop(rows)
        rest = below
        side.place(part, in: place)
      }
      set(side, isB: isB)
      borders.append(Border(box: half, titles: titles))
    }
  }

  /// The rows of each part; a row is left between two of them.
  private static func heights(in rows: Int, _ needs: Needs) -> [(Title.Part, Int)] {
    let least = depthRows + 1 + taskRows
    guard needs.hasDepth else {
      let flow = rows >= flowRows + 1 + taskRows ? (rows - 1) / 2 : 0
      let room = min(flow, mostFlowRows)
      return [(.flow, room), (.tasks, rows - room - (room > 0 ? 1 : 0))]
    }
    guard rows >= least else {
      return rows < taskRows
        ? [(.depth, rows)] : [(.depth, (rows - 1) / 2), (.tasks, rows - 1 - (rows - 1) / 2)]
    }
    guard rows >= least + 1 + flowRows else {
      let depth = max((rows - 1) * 2 / 5, depthRows)
      return [(.depth, depth), (.tasks, rows - 1 - depth)]
    }
    let room = rows - 2
    var flow = (room * 2 / 5).clamped(to: flowRows...mostFlowRows)
    var depth = max((room - flow) * 2 / 5, depthRows)
    var tasks = room - flow - depth
    // What the tasks can't fill goes to the flow first, as far as that makes use of it.
    let spare = max(tasks - max(needs.taskRows ?? tasks, taskRows), 0)
    let more = min(spare, mostFlowRows - flow)
    (flow, depth, tasks) = (flow + more, depth + spare - more, tasks - spare)
    return [(.flow, flow), (.depth, depth), (.tasks, tasks)]
  }

  /// Two halves of equal width; a column that is left is empty.
  private static func sides(of box: Box) -> (left: Box, right: Box) {
    let (left, rest) = box.splitLeft(box.columns / 2)
    return (left, rest.splitLeft(box.columns / 2).left)
  }

  private mutating func set(_ side: Side, isB: Bool) {
    if isB { b = side } else { a = side }
  }
}

extension ComparisonLayout.Side {
  fileprivate mutating func place(_ part: ComparisonLayout.Title.Part, in box: Box) {
    switch part {
    case .flow: flow = box
    case .depth: depth = box
    case .tasks: tasks = box
    }
  }
}

// MARK: One over the other

extension ComparisonLayout {
  /// Two boxes, each with A over B: the flow at the left, depth and lanes on one axis at the right;
  /// with less room, the depth at the left and the lanes at the right.
  private mutating func placeStacked(in box: Box, _ needs: Needs) {
    let rows = (box.rows - 3) / 2
    let hasFlow =
      !needs.hasDepth
      || (body.columns >= ComparisonLayout.columnsForFlow
        && rows >= ComparisonLayout.flowRows + 1)
    let share = needs.hasDepth && hasFlow ? box.columns * 2 / 5 : box.columns * 9 / 20
    let (left, right) = box.splitLeft(share)
    let (first, second) = (
      ComparisonLayout.halves(of: left), ComparisonLayout.halves(of: right)
    )
    for (isB, beside, place) in [(false, first.a, second.a), (true, first.b, second.b)] {
      var side = Side()
      if hasFlow { side.flow = beside } else { side.depth = beside }
      (side.depth, side.tasks) =
        hasFlow && needs.hasDepth ? ComparisonLayout.history(in: place) : (side.depth, place)
      side.sharesColumns = hasFlow
      set(side, isB: isB)
    }
    let parts: [Title.Part] = hasFlow && needs.hasDepth ? [.depth, .tasks] : [.tasks]
    borders = [
      border(left, first.divider, [hasFlow ? .flow : .depth], isFull: parts.count > 1),
      border(right, second.divider, parts, isFull: parts.count == 1),
    ]
  }

  private func border(
    _ box: Box, _ divider: Int, _ parts: [Title.Part], isFull: Bool
  ) -> Border {
    let titles = [(box.row, false), (divider, true)].map { row, isB in
      Title(row: row, side: isFull ? .full(isB: isB) : .letter(isB: isB), parts: parts)
    }
    return Border(box: box, titles: titles)
  }

  /// The rows of the depth, and of the lanes below it.
  private static func history(in box: Box) -> (depth: Box, tasks: Box) {
    let (depth, tasks) = box.splitTop(max((box.rows - 1) * 2 / 5, depthRows))
    return (depth, tasks)
  }

  /// The room above and below the row that divides a box, the same in both; a row that is left is
  /// empty.
  private static func halves(of box: Box) -> (a: Box, b: Box, divider: Int) {
    let inner = box.inner
    let rows = (inner.rows - 1) / 2
    let (above, rest) = inner.splitTop(rows)
    let below = rest.inset(top: 1).splitTop(rows).top
    return (above, below, rest.row)
  }

  /// The depth alone, or the tasks if there is none, A beside B.
  private mutating func placeShort(in box: Box, _ needs: Needs) {
    let (left, right) = ComparisonLayout.sides(of: box)
    for (half, isB) in [(left, false), (right, true)] {
      var side = Side()
      side.place(needs.hasDepth ? .depth : .tasks, in: half.inner)
      set(side, isB: isB)
      borders.append(
        Border(box: half, titles: [Title(row: half.row, side: .full(isB: isB), parts: [])]))
    }
  }
}

/// Where everything is on a screen of a given size: a pure function, so that it can be tested for all sizes.
struct Layout: Sendable {
  /// The smallest screen on which the dashboard is of use.
  static let minimum = Size(columns: 60, rows: 16)

  let size: Size
  private(set) var header = Box.empty
  private(set) var footer = Box.empty
  /// What lies between header and footer.
  private(set) var body = Box.empty
  /// The panels that have a place, from left to right and from top to bottom.
  private(set) var places: [Place] = []

  /// A panel and its box, border included.
  struct Place: Sendable, Equatable {
    var panel: Panel
    var box: Box
  }

  /// Lays out the panels, or one of them over the whole body; a screen that is too small has no places at all.
  ///
  /// The warnings get the rows that they have to fill, as far as others can do with less.
  /// Panels that are not wanted leave their rows to the others of their column.
  init(
    _ size: Size, expanded: Panel? = nil, warningRows: Int = 1, without absent: Set<Panel> = []
  ) {
    self.size = size
    guard !isTooSmall else { return }
    let (header, rest) = Box(size).splitTop(2)
    let (body, footer) = rest.splitTop(rest.rows - 1)
    self.header = header
    self.body = body
    self.footer = footer
    if let expanded {
      places = [Place(panel: expanded, box: body)]
    } else {
      places = Layout.arrange(body, warningRows, without: absent)
    }
  }

  var isTooSmall: Bool {
    size.columns < Layout.minimum.columns || size.rows < Layout.minimum.rows
  }

  /// The box of a panel, where it has one.
  func box(of panel: Panel) -> Box? { places.first { $0.panel == panel }?.box }

  /// The panel at a point.
  func panel(at point: Point) -> Panel? { places.first { $0.box.contains(point) }?.panel }
}

extension Layout {
  /// The most rows that the warnings take from others, border included.
  private static let warningLimit = 11

  private static func arrange(
    _ body: Box, _ warningRows: Int, without absent: Set<Panel>
  ) -> [Place] {
    var places: [Place] = []
    var rest = body
    for (width, stack) in columns(for: body) {
      let (column, others) = rest.splitLeft(width)
      rest = others
      let rows = min(warningRows + 2, warningLimit)
      places += place(stack.without(absent).widened(.warnings, to: rows), in: column)
    }
    return places
  }

  private static func place(_ stack: PanelStack, in column: Box) -> [Place] {
    var places: [Place] = []
    var rest = column
    for (panel, rows) in stack.heights(in: column.rows) {
      let (box, below) = rest.splitTop(rows)
      rest = below
      places.append(Place(panel: panel, box: box))
    }
    return places
  }

  /// One, two or three columns, by the width.
  private static func columns(for body: Box) -> [(width: Int, stack: PanelStack)] {
    let columns = body.columns
    if columns < 80 { return [(columns, narrow)] }
    if columns < 160 {
      let right = min(max(columns * 2 / 5, 32), 56)
      return [(columns - right, left), (right, self.right)]
    }
    let right = min(max(columns / 4, 46), 64)
    let middle = (columns - right) * 4 / 9
    return [
      (columns - right - middle, wideLeft), (middle, wideMiddle), (right, wideRight),
    ]
  }

  private static let flow = PanelStack.Share(
    panel: .flow, minimum: 7, ideal: 9, maximum: 14, weight: 4, rank: 9)
  private static let tasks = PanelStack.Share(
    panel: .tasks, minimum: 5, ideal: 7, weight: 6, rank: 7)
  private static let events = PanelStack.Share(
    panel: .events, minimum: 4, ideal: 5, weight: 3, rank: 4)
  private static let depth = PanelStack.Share(
    panel: .depth, minimum: 5, ideal: 6, maximum: 18, weight: 4, rank: 6)
  private static let knobs = PanelStack.Share(
    panel: .knobs, minimum: 5, ideal: 8, maximum: 13, weight: 8, rank: 8)
  private static let timeouts = PanelStack.Share(
    panel: .timeouts, minimum: 3, ideal: 4, maximum: 12, weight: 3, rank: 3)
  private static let warnings = PanelStack.Share(
    panel: .warnings, minimum: 3, ideal: 3, weight: 3, rank: 5)
  private static let latency = PanelStack.Share(
    panel: .latency, minimum: 8, ideal: 8, maximum: 16, weight: 3, rank: 2)

  private static let narrow = PanelStack(shares: [flow, tasks, knobs, warnings, depth, events])
  private static let left = PanelStack(shares: [flow, tasks, events])
  private static let right = PanelStack(shares: [depth, knobs, timeouts, warnings, latency])
  private static let wideLeft = PanelStack(shares: [flow, tasks])
  private static let wideMiddle = PanelStack(shares: [depth, events])
  private static let wideRight = PanelStack(shares: [knobs, timeouts, latency, warnings])
}

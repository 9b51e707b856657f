import WeirScreen

/// Where everything is on a screen of a given size. It is a pure function of its parameters, so
/// that all sizes can be tested.
struct Layout: Sendable {
  /// The smallest screen on which the dashboard is of use.
  static let minimum = Size(columns: 60, rows: 16)

  let size: Size
  private(set) var header = Box.empty
  /// The time line below the header; empty if it is hidden.
  private(set) var timeLine = Box.empty
  private(set) var footer = Box.empty
  /// The room between header or time line and footer.
  private(set) var body = Box.empty
  /// The panels that have a place, from left to right and from top to bottom.
  private(set) var places: [Place] = []

  /// A panel and its box, border included.
  struct Place: Sendable, Equatable {
    var panel: Panel
    var box: Box
  }

  /// Lays out the panels, or one of them over the whole body. A screen that is too small has no
  /// places.
  ///
  /// No panel gets more rows than it can fill while another could use them. The warnings get the
  /// rows that they can fill, as far as others can do with less. Absent panels leave their rows to
  /// the others of their column.
  init(
    _ size: Size, _ preset: LayoutPreset = .standard, expanded: Panel? = nil,
    warningRows: Int = 1, timeLineRows: Int = 0, needs: PanelNeeds = PanelNeeds(),
    without absent: Set<Panel> = []
  ) {
    self.size = size
    guard !isTooSmall else { return }
    let (header, rest) = Box(size).splitTop(Layout.headerRows)
    let (timeLine, below) = rest.splitTop(Layout.timeLineRows(timeLineRows, of: size))
    let (body, footer) = below.splitTop(below.rows - Layout.footerRows)
    self.header = header
    self.timeLine = timeLine
    self.body = body
    self.footer = footer
    if let expanded {
      places = [Place(panel: expanded, box: body)]
    } else {
      let rows = min(warningRows + Layout.borderRows, Layout.warningLimit)
      places = preset.arrangement(for: body).without(absent)
        .places(in: body, warningRows: rows, needs: needs)
    }
  }

  var isTooSmall: Bool { Layout.isTooSmall(size) }

  /// Whether a screen of a size is too small for any panel.
  static func isTooSmall(_ size: Size) -> Bool {
    size.columns < Layout.minimum.columns || size.rows < Layout.minimum.rows
  }

  /// The box of a panel; `nil` if it has no place.
  func box(of panel: Panel) -> Box? { places.first { $0.panel == panel }?.box }

  /// The panel at a point.
  func panel(at point: Point) -> Panel? { places.first { $0.box.contains(point) }?.panel }
}

extension Layout {
  /// How many of the wanted rows the time line gets: the panels keep what they have on the smallest
  /// screen.
  private static func timeLineRows(_ wanted: Int, of size: Size) -> Int {
    min(max(wanted, 0), max(size.rows - Layout.minimum.rows, 0))
  }

  private static let (headerRows, footerRows, borderRows) = (2, 1, 2)
  /// The most rows that the warnings take from others, border included.
  private static let warningLimit = 11
}

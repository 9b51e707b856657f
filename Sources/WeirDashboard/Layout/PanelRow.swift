/// What the layout, the footer and the help need to know of a panel: a row of the registry.
struct PanelRow: Sendable {
  /// The name in the title, in the help and on the command line.
  let title: String
  /// The default key that leads to it; `nil` if only Tab does.
  let key: Character?
  /// Whether up and down scroll it instead of choosing a knob.
  var scrolls = false
  /// How many rows of a column it asks for, depending on what the layout emphasizes.
  let size: Sizes
  /// What its keys do, for the footer, the most useful first.
  var hints: [Hint] = [.expand]

  /// How many rows a panel asks for, depending on what the layout emphasizes.
  struct Sizes: Sendable {
    var normal: PanelSize
    /// If the layout emphasizes it; `nil` for `normal`.
    var large: PanelSize?
    /// If the layout emphasizes others; `nil` for `normal`.
    var small: PanelSize?
  }

  /// Something that keys do in a panel.
  enum Hint: Sendable {
    case choose, turn, zoom, open, nextView, filter, sort, follow, expand
  }
}

extension PanelRow {
  /// The patterns of the scenario, and what flows through them.
  static let flow = PanelRow(
    title: "Flow", key: "1",
    size: Sizes(
      normal: PanelSize(minimum: 7, ideal: 9, maximum: 16, weight: 4, rank: 9),
      large: PanelSize(minimum: 7, ideal: 12, maximum: 20, weight: 8, rank: 9),
      small: PanelSize(minimum: 7, ideal: 7, maximum: 9, weight: 1, rank: 7)))

  /// What fills and empties, over time.
  static let depth = PanelRow(
    title: "Depth", key: "2",
    size: Sizes(
      normal: PanelSize(minimum: 5, ideal: 6, maximum: 20, weight: 4, rank: 6),
      large: PanelSize(minimum: 5, ideal: 8, weight: 6, rank: 9)),
    hints: [.zoom, .expand])

  /// The tasks, as lanes, a table, a tree or groups.
  static let tasks = PanelRow(
    title: "Tasks", key: "3", scrolls: true,
    size: Sizes(
      normal: PanelSize(minimum: 5, ideal: 5, weight: 6, rank: 7),
      large: PanelSize(minimum: 5, ideal: 9, weight: 9, rank: 9)),
    hints: [.choose, .open, .nextView, .filter, .sort, .follow, .zoom, .expand])

  /// The armed deadlines, and what happened to the others.
  static let timeouts = PanelRow(
    title: "Timeouts", key: "4", scrolls: true,
    size: Sizes(
      normal: PanelSize(minimum: 3, ideal: 4, maximum: 12, weight: 3, rank: 3),
      large: PanelSize(minimum: 3, ideal: 5, weight: 3, rank: 6)))

  /// The knobs of the scenario.
  static let knobs = PanelRow(
    title: "Knobs", key: "5",
    size: Sizes(
      normal: PanelSize(minimum: 5, ideal: 8, maximum: 26, weight: 8, rank: 8),
      // Enough for a few knobs and their help.
      large: PanelSize(minimum: 8, ideal: 8, maximum: 26, weight: 8, rank: 8)),
    hints: [.choose, .turn])

  /// The last events, in sentences.
  static let events = PanelRow(
    title: "Events", key: "6", scrolls: true,
    size: Sizes(normal: PanelSize(minimum: 5, ideal: 9, weight: 3, rank: 4)),
    hints: [.choose, .open, .filter, .expand])

  /// The findings of the lints.
  static let warnings = PanelRow(
    title: "Warnings", key: "7", scrolls: true,
    size: Sizes(
      normal: PanelSize(minimum: 3, ideal: 3, weight: 3, rank: 5),
      // Just enough rows to say that all is well; findings take more from the events.
      small: PanelSize(minimum: 3, ideal: 3, maximum: 3, weight: 1, rank: 5)))

  /// How long work took, and where the time went.
  static let latency = PanelRow(
    title: "Latency", key: "8",
    size: Sizes(
      normal: PanelSize(minimum: 8, ideal: 8, maximum: 16, weight: 3, rank: 2),
      large: PanelSize(minimum: 6, ideal: 9, weight: 4, rank: 7)),
    hints: [.zoom, .expand])

  /// What the tasks of a watched program wait for, and who holds it.
  static let waits = PanelRow(
    title: "Waits", key: "9", scrolls: true,
    size: Sizes(
      normal: PanelSize(minimum: 4, ideal: 6, maximum: 16, weight: 5, rank: 8),
      large: PanelSize(minimum: 4, ideal: 9, maximum: 24, weight: 6, rank: 8),
      small: PanelSize(minimum: 4, ideal: 5, maximum: 8, weight: 2, rank: 8)),
    hints: [.choose, .open, .expand])
}

/// How many rows a panel asks for in a column, borders included.
struct PanelSize: Sendable, Equatable {
  /// With fewer rows it has no place.
  var minimum: Int
  /// The rows that it gets before any panel gets more than its ideal.
  var ideal: Int
  var maximum = Int.max
  /// Its weight when the rows beyond the ideals are shared out.
  var weight: Int
  /// Panels of a high rank stay when rows are scarce.
  var rank: Int
}

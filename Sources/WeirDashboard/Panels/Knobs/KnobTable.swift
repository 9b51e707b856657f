import WeirAnalysis
import WeirEvents
import WeirScreen

/// The knobs with everything known about them, in a large panel: value, slider, range, default and
/// help.
struct KnobTable {
  let board: KnobBoard
  /// The index of the chosen knob.
  private let chosen: Int?
  private let name: Int
  private let value: Int
  /// 0 if the help needs the room more.
  private let range: Int
  private let standard: Int
  private let slider: Int
  private let help: Int

  /// The widest column of values or defaults.
  private static let widestValue = 24

  init(_ board: KnobBoard, _ columns: Int, chosen: Int? = nil) {
    self.board = board
    self.chosen = chosen
    func widest(_ heading: String, _ texts: [String], _ limit: Int) -> Int {
      min(max(texts.map { CharacterWidth.of($0) }.max() ?? 0, heading.count), limit)
    }
    name = widest("knob", board.knobs.map(\.name), 20)
    value = widest("value", board.values.map(\.description), KnobTable.widestValue)
    standard = widest("default", board.defaults.map(\.description), KnobTable.widestValue)
    let fixed = name + value + standard + 8
    slider = board.isLocked ? 0 : ((columns - fixed) / 6).clamped(to: 6...24)
    let ranges = board.knobs.map(\.kind.rangeText)
    range =
      columns < KnobTable.rangeFrom || board.isLocked
      ? 0 : widest("range", ranges, max((columns - fixed - slider) / 3, 0))
    help = max(columns - fixed - slider - (range > 0 ? range + 2 : 0), 0)
  }

  /// Whether a box has room for the table.
  static func fits(_ box: Box) -> Bool {
    box.columns >= fittingSize.columns && box.rows >= fittingSize.rows
  }

  /// The smallest box for the table, and the fewest columns with room for the ranges.
  private static let (fittingSize, rangeFrom) = (Size(columns: 100, rows: 8), 140)

  /// The columns of the sliders, counted from the panel's first column.
  var sliderColumns: Range<Int> { name + value + 5..<name + value + 5 + slider }

  var heading: Line {
    var line = Line("  ", .dim)
    line.add("knob".padded(to: name + 1), .dim)
    line.add("value".leftPadded(to: value) + "  ", .dim)
    line.add(String(repeating: " ", count: slider + 1), .dim)
    line.add("default".padded(to: standard + 2), .dim)
    if range > 0 { line.add("range".padded(to: range + 2), .dim) }
    line.add("what it does".padded(to: help), .dim)
    return line
  }

  /// The part of a row before the value.
  func label(_ index: Int, isFocused: Bool) -> Line {
    let isChosen = index == chosen
    var line = Line(isChosen ? "▸ " : "  ", isFocused ? .strongAccent : .dim)
    line.add(
      board.knobs[index].name.padded(to: name + 1), isChosen ? .strong : .text)
    return line
  }

  /// A row; a changed value is marked, and its default stands out.
  func row(_ index: Int, isFocused: Bool) -> Line {
    let knob = board.knobs[index]
    var line = label(index, isFocused: isFocused)
    if let ruler = board.overrulingLabel(of: knob.name) {
      let holding = board.overruling(of: knob.name)?.value
      let text = holding.map { KnobText.value($0, of: knob, columns: value) } ?? "unused"
      line.add(text.leftPadded(to: value) + "  ", .dim)
      line.add(ruler.padded(to: slider + 1 + standard) + "  ", .dim)
    } else {
      addValue(index, to: &line)
    }
    if range > 0 { line.add(knob.kind.rangeText.padded(to: range) + "  ", .dim) }
    line.add(knob.help.padded(to: help), index == chosen ? .text : .dim)
    return line
  }

  private func addValue(_ index: Int, to line: inout Line) {
    let knob = board.knobs[index]
    let isChanged = board.isChanged(index)
    let text = KnobText.value(board.values[index], of: knob, columns: value)
    line.add(text.leftPadded(to: value), isChanged ? .strongAccent : .text)
    line.add(isChanged ? "* " : "  ", .strongAccent)
    if slider > 0 {
      line.add(
        ProgressText.slider(
          knob.kind.position(of: board.values[index]) ?? 1, columns: slider,
          index == chosen || isChanged ? .accent : .dim, rest: .border))
    }
    line.add(" ", .dim)
    let usual = board.defaults.indices.contains(index) ? board.defaults[index].description : ""
    line.add(usual.padded(to: standard) + "  ", isChanged ? .text : .dim)
  }
}

/// The values of knobs as the screen shows them.
enum KnobText {
  /// The value as the command line takes it, with its unit if there is room, and shortened if
  /// needed.
  static func value(_ value: ParameterValue, of knob: Knob, columns: Int) -> String {
    let full = value.description
    if case .count(let count) = value, !knob.unit.isEmpty {
      let unit = count == 1 && knob.unit.hasSuffix("s") ? String(knob.unit.dropLast()) : knob.unit
      if full.count + unit.count + 1 <= columns { return "\(full) \(unit)" }
    }
    if full.count <= columns { return full }
    guard case .time(let distribution) = value else { return full.padded(to: columns) }
    let short = "\(shortName(distribution.family)) \(DurationText(distribution.location))"
    return short.count <= columns ? short : short.padded(to: columns)
  }

  private static func shortName(_ family: TimeDistribution.Family) -> String {
    switch family {
    case .constant: "const"
    case .exponential: "exp"
    case .uniform: "unif"
    case .normal: "norm"
    case .lognormal: "logn"
    case .pareto: "par"
    }
  }
}

/// A thin horizontal bar, in half columns: `━━━╸────`.
package enum ProgressText {
  package static func bar(_ fraction: Double, columns: Int, _ style: Style, rest: Style) -> Line {
    let columns = max(columns, 0)
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let halves = Int((share * Double(columns * 2)).rounded())
    var line = Line(String(repeating: "━", count: halves / 2), style)
    if halves % 2 == 1 { line.add("╸", style) }
    line.add(String(repeating: "─", count: columns - (halves + 1) / 2), rest)
    return line
  }

  /// A slider whose thumb shows where the value is in its range.
  package static func slider(_ fraction: Double, columns: Int, _ style: Style, rest: Style) -> Line
  {
    guard columns > 1 else { return Line() }
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let place = Int((share * Double(columns - 1)).rounded())
    var line = Line(String(repeating: "━", count: place), style)
    line.add("●", style)
    line.add(String(repeating: "─", count: columns - place - 1), rest)
    return line
  }
}

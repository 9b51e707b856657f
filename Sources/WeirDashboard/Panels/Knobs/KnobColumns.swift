import WeirAnalysis
import WeirEvents
import WeirScreen

/// How the columns of the knobs share the width of their panel.
struct KnobColumns {
  let name: Int
  let value: Int
  let slider: Int

  /// A slider can be this short where the values are in need of room.
  private static let shortSlider = 6

  /// The mark takes one column, and so do the gaps on both sides of the value.
  init(_ columns: Int, _ board: KnobBoard) {
    let longest = board.knobs.map { CharacterWidth.of($0.name) }.max() ?? 0
    name = min(longest, max(columns / 2 - 3, 4))
    let room = max(columns - 3 - name, 0)
    guard !board.isLocked else {
      (value, slider) = (room, 0)
      return
    }
    let usual = min(max(room * 5 / 8, min(10, room)), 24)
    value = max(usual, KnobColumns.width(of: board.values, upTo: room - KnobColumns.shortSlider))
    slider = min(room - value, 24)
  }

  /// Where the sliders are, counted from the panel's first column.
  var sliderColumns: Range<Int> { name + value + 3..<name + value + 3 + slider }

  /// What the longest of the values takes that have room at all.
  private static func width(of values: [ParameterValue], upTo limit: Int) -> Int {
    values.map { CharacterWidth.of($0.description) }.filter { $0 <= limit }.max() ?? 0
  }
}

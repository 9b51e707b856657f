import WeirAnalysis
import WeirEvents
import WeirScreen

/// How the columns of the knobs share the width of their panel.
struct KnobColumns {
  let name: Int
  let value: Int
  let slider: Int

  /// The shortest slider, if the values need the room.
  private static let shortSlider = 6
  /// The widest column of values or sliders.
  private static let widest = 24

  /// The mark takes one column, and so do the gaps on both sides of the value.
  init(_ columns: Int, _ board: KnobBoard) {
    let longest = board.knobs.map { CharacterWidth.of($0.name) }.max() ?? 0
    name = min(longest, max(columns / 2 - 3, 4))
    let room = max(columns - 3 - name, 0)
    guard !board.isLocked else {
      (value, slider) = (room, 0)
      return
    }
    let usual = (room * 5 / 8).clamped(to: min(10, room)...KnobColumns.widest)
    value = max(usual, KnobColumns.width(of: board.values, upTo: room - KnobColumns.shortSlider))
    slider = min(room - value, KnobColumns.widest)
  }

  /// The columns of the sliders, counted from the panel's first column.
  var sliderColumns: Range<Int> { name + value + 3..<name + value + 3 + slider }

  /// The columns of the longest value that fits into the limit.
  private static func width(of values: [ParameterValue], upTo limit: Int) -> Int {
    values.map { CharacterWidth.of($0.description) }.filter { $0 <= limit }.max() ?? 0
  }
}

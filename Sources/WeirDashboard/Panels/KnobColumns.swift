import WeirTrace

/// How the columns of the knobs share the width of their panel.
struct KnobColumns {
  let name: Int
  let value: Int
  let slider: Int

  /// The mark takes one column, and so do the gaps on both sides of the value.
  init(_ columns: Int, _ knobs: [Knob]) {
    let longest = knobs.map { CharacterWidth.of($0.name) }.max() ?? 0
    name = min(longest, max(columns / 2 - 3, 4))
    let room = max(columns - 3 - name, 0)
    value = min(max(room * 5 / 8, min(10, room)), 24)
    slider = min(room - value, 24)
  }
}

import WeirScreen

/// What the row at the bottom is made of.
struct FooterScene {
  let run: ShownRun
  let keys: KeyMap
  let refusals: KeyRefusals
  /// Whether the panel that has the keys has the whole screen.
  let isExpanded: Bool
  /// The page that lies over the panels.
  let overlay: (any OverlayFeature)?
  let prompt: Prompt?
  /// The filter that is being typed.
  let typedFilter: Filter?
  /// Whether a value for a knob is being typed.
  let isTypingValue: Bool
  /// Why the value that was typed can't be.
  let valueError: String?
  let notice: Notice?
  /// The panel over which notices with a title stand.
  let noticePlace: Box?

  /// The panel that has the keys.
  var focus: Panel { refusals.focus }
}

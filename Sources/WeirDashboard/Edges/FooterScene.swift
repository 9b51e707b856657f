import WeirScreen

/// What the row at the bottom depends on.
struct FooterScene {
  let run: ShownRun
  let keys: KeyMap
  let refusals: KeyRefusals
  /// Whether the panel in focus has the whole screen.
  let isExpanded: Bool
  /// The page over the panels.
  let overlay: (any OverlayFeature)?
  let prompt: Prompt?
  /// The filter being typed.
  let typedFilter: Filter?
  /// Whether a value for a knob is being typed.
  let isTypingValue: Bool
  /// Why the typed value was refused.
  let valueError: String?
  let notice: Notice?
  /// The box of the panel that notices with a title cover.
  let noticePlace: Box?

  /// The panel in focus.
  var focus: Panel { refusals.focus }
}

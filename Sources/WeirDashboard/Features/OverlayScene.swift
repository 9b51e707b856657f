import WeirEvents
import WeirScreen

/// What a page over the panels is drawn from, apart from its own state.
struct OverlayScene {
  let run: ShownRun
  /// The room between header and footer.
  let body: Box
  let options: ProgramOptions
  let refusals: KeyRefusals
  /// The signs of all graphs.
  let signs: GraphSigns
  /// The theme that is shown, or that was requested.
  let themeName: String
  /// Short runs of other scenarios, by name.
  let previews: [String: RunHistory]
  /// The present layout, with all panels side by side.
  let layout: Layout

  /// The keys that have a use in this scenario.
  var bindings: [KeyBinding] {
    options.keys.bindings.filter { binding in
      guard case .run(.trigger(let index)) = binding.action else { return true }
      return run.trigger(index) != nil
    }
  }
}

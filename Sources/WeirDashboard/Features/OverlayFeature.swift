import WeirEvents
import WeirScreen

/// A page that covers the panels while it is open: its own state, what keys and the mouse do there,
/// where it is, and how it looks.
protocol OverlayFeature: Sendable {
  /// Performs an action. What is not about the page is returned as an effect.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect]

  /// Whether all keys go to a line that is being typed, or to a question.
  var takesKeys: Bool { get }

  /// Handles a key while `takesKeys` is true.
  mutating func press(_ key: Key, _ scene: OverlayScene) -> [Effect]

  /// Handles the mouse. A click is always inside the box of the page.
  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect]

  /// Where the page is; a click outside closes it.
  func box(_ scene: OverlayScene) -> Box

  func draw(in frame: inout Frame, _ scene: OverlayScene)

  /// The keys for the footer, the most useful first, in groups of keys that belong together.
  ///
  /// - Parameter pace: The keys that pause and continue the run.
  func hints(pace: [[KeyAction]]) -> [[KeyAction]]

  /// Whether the page uses all the keys of its hints, even those that have no effect elsewhere in
  /// this run.
  var takesAll: Bool { get }

  /// The word for a key in the footer while the page is open; `nil` for the usual one.
  func word(for action: KeyAction) -> String?

  /// The task that the page is about, if any; such a page closes when another run begins.
  var task: TaskID? { get }
}

extension OverlayFeature {
  var takesKeys: Bool { false }
  var takesAll: Bool { false }
  mutating func press(_ key: Key, _ scene: OverlayScene) -> [Effect] { [] }
  var task: TaskID? { nil }
}

/// The place of a page in the middle of the screen.
enum PageBox {
  /// How many rows Page Up and Page Down move.
  static let pageRows = 10
  /// A page gains nothing from more columns.
  private static let widest = 120

  static func box(in body: Box) -> Box {
    let columns = min(body.columns, widest)
    return Box(
      column: body.column + (body.columns - columns) / 2, row: body.row, columns: columns,
      rows: body.rows)
  }

  /// The room for its text.
  static func inner(in body: Box) -> Box { box(in: body).inner.inset(left: 1, right: 1) }
}

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
  /// What the watched program has printed; `nil` if it was not started here.
  let output: ProgramOutput?
  /// The present layout, with all panels side by side.
  let layout: Layout
  /// A and B, up to the present instant, while two runs are shown; `nil` for one run, or if one of
  /// the two can't be opened again.
  var compared: (a: ComparedWith, b: ComparedWith)?
  /// Whether two runs are shown.
  var isComparing = false

  /// The keys that have a use in this scenario.
  var bindings: [KeyBinding] {
    options.keys.bindings.filter { binding in
      if binding.action == .page(.output) { return output != nil }
      guard case .run(.trigger(let index)) = binding.action else { return true }
      return run.trigger(index) != nil
    }
  }
}

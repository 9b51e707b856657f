import WeirEvents
import WeirScreen

/// A page that lies over the panels while it is open: its own state, what keys and the mouse do
/// there, where it stands, and how it looks.
protocol OverlayFeature: Sendable {
  /// Does what a key stands for. What is not about the page is asked for as an effect.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect]

  /// Whether all keys are for a line that is being typed, or a question.
  var takesKeys: Bool { get }

  /// Takes in a key while `takesKeys` holds.
  mutating func press(_ key: Key, _ scene: OverlayScene) -> [Effect]

  /// Takes in the mouse; a click is inside the box of the page.
  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect]

  /// Where the page stands; a click beside it closes it.
  func box(_ scene: OverlayScene) -> Box

  func draw(in frame: inout Frame, _ scene: OverlayScene)

  /// The keys that are of use, the most useful first: those that belong together side by side.
  ///
  /// - Parameter pace: the keys that pause the run or let it go on.
  func hints(pace: [[KeyAction]]) -> [[KeyAction]]

  /// Whether the page takes all the keys that it gives hints for, also those that have no effect in
  /// this run elsewhere.
  var takesAll: Bool { get }

  /// The word for a key in the footer while the page is open; nil for the usual one.
  func word(for action: KeyAction) -> String?

  /// The task that the page is about; the page closes when another run begins.
  var task: TaskID? { get }
}

extension OverlayFeature {
  var takesKeys: Bool { false }
  var takesAll: Bool { false }
  mutating func press(_ key: Key, _ scene: OverlayScene) -> [Effect] { [] }
  var task: TaskID? { nil }
}

/// Where pages stand that have the middle of the screen.
enum PageBox {
  /// Wider than this a page gains nothing.
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

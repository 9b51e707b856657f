import WeirEvents
import WeirScreen
import WeirWording

/// The page with the command that opens the dashboard at what was shown when the page opened.
///
/// The command has whole rows of the screen, without a border beside it, so that it can be selected
/// with the mouse and pasted into a shell.
struct CommandPage: ScrollingPage {
  /// `nil` if there is none.
  let command: ShellCommand?
  let instant: VirtualInstant
  private let isLog: Bool
  var scroll = 0

  init(_ scene: OverlayScene) {
    (instant, command) = (scene.run.now, CommandPage.command(scene))
    isLog = scene.run.source.kind == .log
  }

  private static func command(_ scene: OverlayScene) -> ShellCommand? {
    guard scene.isComparing else {
      return scene.options.commandToHere?(
        scene.run.history.model, scene.run.exactEvent, scene.options.ascii)
    }
    return scene.compared.flatMap { runs in
      scene.options.comparingCommand?(runs.a, runs.b, scene.run.now, scene.options.ascii)
    }
  }

  /// What is shown if there is no command.
  var problem: String {
    isLog
      ? "No command leads here: the log was read from standard input."
      : "No command leads here: this program can't repeat the run."
  }

  /// Movement keys scroll the page; other keys keep their meaning. Those that lead elsewhere close
  /// the page, since its command leads back to where it was opened.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .screen(.back), .page(.command), .move(.enter): return [.close]
    // The effect of these keys would be hidden behind the page.
    case .knob: return []
    case .move(let move): scroll(by: move.rows(pageOf: PageBox.pageRows), scene)
    case .run, .tasks, .screen, .page:
      return [action.need == .pace ? .perform(action) : .closeAndPerform(action)]
    }
    return []
  }

  func scrollLimit(_ scene: OverlayScene) -> Int {
    CommandDrawing(page: self, body: scene.body).scrollLimit
  }

  func box(_ scene: OverlayScene) -> Box { CommandDrawing(page: self, body: scene.body).box }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    CommandDrawing(page: self, body: scene.body).draw(in: &frame)
  }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] { [[.screen(.back)]] + pace }

  func word(for action: KeyAction) -> String? { action == .screen(.back) ? "close" : nil }
}

extension ShownRun {
  /// The number of the last event that is shown if it happened at the present instant, as others
  /// that are not shown may have; `nil` if the instant says as much.
  fileprivate var exactEvent: Int? {
    if case .event(let event)? = lastTarget, event == position.event { return event }
    let isAtEnd = isOver && position.event >= newest.event
    guard !isAtEnd,
      history.tail.newest?.event.instant == now || upcoming.first?.event.instant == now
    else { return nil }
    return position.event
  }
}

/// Draws the command at the bottom of the panels, between two lines.
struct CommandDrawing {
  let page: CommandPage
  let body: Box

  /// As high as the command needs, in all columns.
  var box: Box {
    let rows = min(text.count + 2, body.rows)
    return Box(
      column: body.column, row: body.endRow - rows, columns: body.columns, rows: rows)
  }

  /// How far the command can be scrolled.
  var scrollLimit: Int { max(text.count - (box.rows - 2), 0) }

  func draw(in frame: inout Frame) {
    let box = box
    guard box.rows > 2 else { return }
    frame.fill(box, with: .text)
    let edge = String(repeating: "─", count: box.columns)
    frame.write(edge, at: box.column, box.row, .focusedBorder)
    frame.write(edge, at: box.column, box.endRow - 1, .focusedBorder)
    frame.write(" \(title) ", at: box.column + 1, box.row, limit: box.columns - 2, .title)
    frame.write(" \(note) ", at: box.column + 1, box.endRow - 1, limit: box.columns - 2, .dim)
    let first = min(page.scroll, scrollLimit)
    for (offset, row) in text.dropFirst(first).prefix(box.rows - 2).enumerated() {
      frame.write(row, at: box.column, box.row + 1 + offset, limit: box.columns, .strong)
    }
  }

  private var text: [String] {
    page.command?.rows(body.columns) ?? page.problem.wrapped(to: body.columns)
  }

  private var title: String {
    "The command that leads to \(TimeText.clock(page.instant))"
  }

  private var note: String {
    let below = max(scrollLimit - page.scroll, 0)
    let selecting = page.command == nil ? "" : "Shift and the mouse select it, "
    return (below > 0 ? "↓ \(below)  " : "") + selecting + "Esc closes"
  }
}

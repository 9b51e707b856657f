import WeirAnalysis
import WeirEvents
import WeirScreen

/// The help: which row of the keys is chosen, and how far the notes are scrolled.
struct HelpPage: OverlayFeature {
  /// The chosen row of the key table.
  private(set) var selected: Int
  /// Whether the movement keys scroll the notes; a screen too narrow for both then shows only the
  /// notes.
  private(set) var showsNotes = false
  /// How many rows the notes are scrolled.
  private(set) var scroll = 0

  init(selected: Int = 0) { self.selected = selected }

  /// Movement keys move in the help and Enter runs the chosen row; other keys keep their meaning
  /// and close the help.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .move(.enter):
      return showsNotes ? [.closeAndPerform(action)] : run(selected, scene)
    case .move(let move): self.move(move.rows(pageOf: PageBox.pageRows), scene)
    case .screen(.nextPanel), .screen(.previousPanel): showsNotes.toggle()
    case .screen(.back), .page(.help): return [.close]
    case .run, .knob, .tasks, .screen, .page: return [.closeAndPerform(action)]
    }
    return []
  }

  /// Moves the selection among the keys, or scrolls the notes.
  private mutating func move(_ rows: Int, _ scene: OverlayScene) {
    if showsNotes {
      let limit = HelpDrawing(help: self, scene: scene).scrollLimit(scene.body)
      scroll = scroll.scrolled(by: rows, upTo: limit)
    } else {
      let last = scene.bindings.count + TypedCommand.all.count - 1
      selected = (selected + rows).clamped(to: 0...last)
    }
  }

  /// Runs the key of a row; for a command, opens the command line with its name.
  private func run(_ index: Int, _ scene: OverlayScene) -> [Effect] {
    let bindings = scene.bindings
    if bindings.indices.contains(index) { return [.closeAndPerform(bindings[index].action)] }
    let command = index - bindings.count
    guard TypedCommand.all.indices.contains(command) else { return [.close] }
    let chosen = TypedCommand.all[command]
    if let refusal = scene.run.source.refusal(of: chosen) { return [.close, .say(refusal)] }
    return [.close, .typeCommand(chosen.name + (chosen.form.isEmpty ? "" : " "))]
  }

  /// A click chooses a row; a second click on it runs it.
  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect] {
    switch mouse {
    case .clicked(let point):
      let drawing = HelpDrawing(help: self, scene: scene)
      guard let entry = drawing.entry(at: point, scene.body) else { return [] }
      if entry == selected, !showsNotes { return run(entry, scene) }
      self = HelpPage(selected: entry)
    case .dragged, .released: break
    case .wheeledUp: move(-1, scene)
    case .wheeledDown: move(1, scene)
    }
    return []
  }

  func box(_ scene: OverlayScene) -> Box { PageBox.box(in: scene.body) }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    HelpDrawing(help: self, scene: scene).draw(in: &frame, scene.body)
  }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] {
    [
      [.move(.up), .move(.down)], [.move(.enter)], [.screen(.nextPanel)], [.screen(.back)],
    ]
  }

  func word(for action: KeyAction) -> String? {
    switch action {
    case .move(.enter): "run it"
    case .screen(.nextPanel): showsNotes ? "keys" : "what to try"
    case .screen(.back): "close"
    default: nil
    }
  }
}

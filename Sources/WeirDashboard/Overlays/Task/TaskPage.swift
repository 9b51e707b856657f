import WeirAnalysis
import WeirEvents
import WeirScreen

/// The page of a task: which task it shows, and how far it is scrolled.
struct TaskPage: ScrollingPage {
  let shown: TaskID
  /// How many rows it is scrolled.
  var scroll = 0

  init(_ task: TaskID) { shown = task }

  var task: TaskID? { shown }

  /// Movement keys scroll the page, Left and Right lead to other tasks, and keys that act on the
  /// run keep their meaning.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .screen(.back): return [.close]
    case .move(.enter): return openNeighbour(scene)
    case .move(let move): scroll(by: move.rows(pageOf: PageBox.pageRows), scene)
    case .knob(.turn(.down)), .tasks(.previousSortColumn): return [.openNextTask(-1)]
    case .knob(.turn(.up)), .tasks(.nextSortColumn): return [.openNextTask(1)]
    case .tasks(.follow): return [.perform(action)]
    case .tasks(.lastChange), .tasks(.waker), .tasks(.canceller), .tasks(.filler):
      guard case .tasks(let action) = action else { return [] }
      return scene.run.explaining(action, of: shown)
    // The effect of these keys would be hidden behind the page.
    case .knob, .tasks(.invertSort): return []
    case .screen(.nextPanel), .screen(.previousPanel), .screen(.panel), .screen(.expandPanel),
      .tasks(.nextView), .screen(.filter):
      return [.closeAndPerform(action)]
    case .run, .screen, .page: return [.perform(action)]
    }
    return []
  }

  func scrollLimit(_ scene: OverlayScene) -> Int {
    TaskDrawing(page: self, run: scene.run).scrollLimit(scene.body)
  }

  /// Opens the task that this one waits for, or its parent.
  private func openNeighbour(_ scene: OverlayScene) -> [Effect] {
    TaskDetail(shown, in: scene.run.history)?.neighbour.map { [.openTask($0)] } ?? []
  }

  func box(_ scene: OverlayScene) -> Box { TaskDrawing.box(in: scene.body) }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    TaskDrawing(page: self, run: scene.run).draw(in: &frame, scene.body)
  }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] {
    pace + [
      [.move(.up), .move(.down)], [.knob(.turn(.down)), .knob(.turn(.up))], [.move(.enter)],
      [.screen(.back)], [.tasks(.lastChange)], [.tasks(.waker)], [.tasks(.canceller)],
      [.tasks(.filler)], [.tasks(.follow)], [.run(.slower), .run(.faster)],
    ]
  }

  func word(for action: KeyAction) -> String? {
    switch action {
    case .move(.enter): "related task"
    case .move(.up), .move(.down): "scroll"
    case .knob(.turn): "other tasks"
    case .screen(.back): "close"
    default: nil
    }
  }
}

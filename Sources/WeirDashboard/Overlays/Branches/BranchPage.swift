import WeirEvents
import WeirScreen

/// The list of branches: which one is chosen.
struct BranchPage: OverlayFeature {
  /// The chosen row.
  private(set) var selected = 0

  /// Opens the list at the branch that was left last.
  init(_ branches: BranchList) {
    let last = branches.lastLeft
    selected = branches.branches.firstIndex { $0.number == last } ?? 0
  }

  /// Movement keys move in the list, Enter goes to the chosen branch, and one key shows it beside
  /// the run; other keys keep their meaning and close the list.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .move(.enter): return go(scene)
    case .screen(.compare): return compare(scene)
    case .move(let move): choose(selected + move.rows(pageOf: PageBox.pageRows), scene)
    case .screen(.back), .page(.branches): return [.close]
    case .run, .knob, .tasks, .screen, .page: return [.closeAndPerform(action)]
    }
    return []
  }

  private mutating func choose(_ index: Int, _ scene: OverlayScene) {
    selected = index.clamped(to: 0...max(scene.run.branches.branches.count - 1, 0))
  }

  private func go(_ scene: OverlayScene) -> [Effect] {
    let branches = scene.run.branches.branches
    guard branches.indices.contains(selected) else { return [.close] }
    return [.close, .call(.goToBranch(branches[selected].number))]
  }

  /// Shows the chosen branch beside the one that is shown.
  private func compare(_ scene: OverlayScene) -> [Effect] {
    let branches = scene.run.presentBranches
    guard branches.branches.indices.contains(selected) else { return [.close] }
    let branch = branches.branches[selected]
    guard branch.number != branches.present else {
      return [.say("\(branch.name) is the branch that is shown. Choose another one.")]
    }
    guard let request = scene.run.comparison(with: branch) else { return [] }
    return [.close, .compare(request)]
  }

  /// A click chooses a row; a second click on it goes there.
  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect] {
    switch mouse {
    case .clicked(let point):
      let drawing = BranchListDrawing(page: self, scene: scene)
      guard let index = drawing.index(at: point) else { return [] }
      if index == selected { return go(scene) }
      choose(index, scene)
    case .dragged, .released: break
    case .wheeledUp: choose(selected - 1, scene)
    case .wheeledDown: choose(selected + 1, scene)
    }
    return []
  }

  func box(_ scene: OverlayScene) -> Box { PageBox.box(in: scene.body) }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    BranchListDrawing(page: self, scene: scene).draw(in: &frame)
  }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] {
    [[.move(.up), .move(.down)], [.move(.enter)], [.screen(.compare)], [.screen(.back)]]
  }

  func word(for action: KeyAction) -> String? {
    switch action {
    case .move(.enter): "go there"
    case .screen(.compare): "compare"
    case .screen(.back): "close"
    default: nil
    }
  }
}

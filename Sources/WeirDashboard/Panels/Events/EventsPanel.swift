import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The latest events: which are in view, and which one is chosen.
struct EventsPanel: PanelFeature {
  /// How many rows above the newest event the chosen one is; `nil` if none is chosen.
  private(set) var chosen: Int?
  /// How many events below the list are newer.
  private(set) var scroll = 0

  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]? {
    guard case .move(let move) = action else { return nil }
    switch move {
    case .up, .down, .pageUp, .pageDown, .first:
      choose(by: -move.rows(pageOf: (box?.rows ?? 2) - 1), in: box, scene)
    case .last: release()
    case .enter: return openTask(scene)
    }
    return []
  }

  /// The run keeps the filter, and only the events that pass.
  mutating func filter(by filter: Filter) -> [Effect] {
    release()
    return [.filterEvents(filter)]
  }

  func filter(_ scene: PanelScene) -> Filter? { scene.run.history.tail.filter }

  mutating func runBegan(isSeekingBack: Bool) { release() }

  /// Goes back to the newest event, with none chosen.
  mutating func release() {
    chosen = nil
    scroll = 0
  }

  /// Whether the list stays in place while newer events come.
  var isHeld: Bool { scroll > 0 || chosen != nil }

  /// Keeps the chosen event and the visible ones in place while newer events come.
  ///
  /// - Parameter count: how many rows were added.
  mutating func hold(_ count: Int, in box: Box?, _ scene: PanelScene) {
    guard isHeld, count > 0 else { return }
    let limit = max(scene.run.history.tail.shown.count - 1, 0)
    scroll = min(scroll + count, limit)
    guard let chosen else { return }
    self.chosen = min(chosen + count, limit)
    showChosen(in: box)
  }
}

// MARK: Choosing

extension EventsPanel {
  /// Chooses an event some rows further back; none if that is below the newest one. The list stays
  /// in place while an event is chosen.
  private mutating func choose(by step: Int, in box: Box?, _ scene: PanelScene) {
    let count = scene.run.history.tail.shown.count
    guard count > 0 else { return }
    guard let chosen else {
      let newest = min(scroll, count - 1)
      if step > 0 { choose(newest + (step > 1 ? step - 1 : 0), of: count, in: box) }
      if step < 0 { choose(newest + step + 1, of: count, in: box) }
      return
    }
    choose(chosen + step, of: count, in: box)
  }

  private mutating func choose(_ event: Int, of count: Int, in box: Box?) {
    guard event >= 0 else { return release() }
    chosen = min(event, count - 1)
    showChosen(in: box)
  }

  /// Scrolls as little as needed to show the chosen event.
  private mutating func showChosen(in box: Box?) {
    guard let box, let chosen else { return }
    scroll = scroll.clamped(to: chosen - max(box.rows - 1, 1) + 1...chosen)
  }

  /// Opens the page of the task that the chosen event is about.
  private func openTask(_ scene: PanelScene) -> [Effect] {
    guard let chosen, let entry = scene.run.history.tail.shown.dropLast(chosen).last else {
      return [.say("Choose an event with the arrow keys first; Enter then opens its task.")]
    }
    let subjects = EventSubjects(entry.event.kind)
    let tasks = [subjects.task, subjects.other].filter { $0 != .none }
    guard !tasks.isEmpty else { return [.say("This event is not about a task.")] }
    guard let task = tasks.first(where: { scene.run.analysis.tasks[$0] != nil }) else {
      return [.say("The task ended long ago; its details are no longer kept.")]
    }
    return [.openTask(task)]
  }
}

// MARK: The mouse

extension EventsPanel {
  /// Chooses the event at a point; a second click on it opens its task.
  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect] {
    guard let event = event(atRow: point.row - box.row, in: box, scene) else { return [] }
    if event == chosen { return openTask(scene) }
    chosen = event
    return []
  }

  mutating func click(_ click: TitleClick, _ scene: PanelScene) -> [Effect]? {
    guard click.isOnSummary, !scene.run.history.tail.filter.isEmpty else { return nil }
    return [.perform(.screen(.filter))]
  }

  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    let limit = max(scene.run.history.tail.shown.count - (box.rows - 1), 0)
    scroll = scroll.scrolled(by: -direction * wheelRows, upTo: limit)
    return []
  }
}

// MARK: Geometry

extension EventsPanel {
  /// The lower part, which after a seek to a cause has the events that come next, so that the cause
  /// is in the middle; empty while the list is held elsewhere or none is known. At any other place
  /// the panel shows what it showed when the run was there.
  func later(in box: Box, _ scene: PanelScene) -> Box {
    var isShown = false
    if case .cause = scene.run.lastTarget {
      isShown = !isHeld && scene.run.history.tail.filter.isEmpty
    }
    let rows = isShown ? min(scene.run.upcoming.count, box.rows / 2) : 0
    return box.splitTop(box.rows - rows).rest
  }

  /// The list, the row that counts newer events, and how many events are below the list.
  func parts(of box: Box, _ scene: PanelScene) -> (list: Box, below: Box, back: Int) {
    let (box, _) = box.splitTop(box.rows - later(in: box, scene).rows)
    let count = scene.run.history.tail.shown.count
    let back = min(scroll, max(count - box.rows + 1, 0))
    let (list, below) = box.splitTop(box.rows - (back > 0 && box.rows > 1 ? 1 : 0))
    return (list, below, back)
  }

  /// How many rows above the newest event the one in a row of the box is; `nil` if there is none.
  func event(atRow row: Int, in box: Box, _ scene: PanelScene) -> Int? {
    let (list, _, back) = parts(of: box, scene)
    let count = min(list.rows, scene.run.history.tail.shown.count - back)
    let fromBottom = list.rows - 1 - row
    return (0..<max(count, 0)).contains(fromBottom) ? back + fromBottom : nil
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    EventsDrawing(panel: self, scene: scene)
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Choosing an event, opening the task that it is about, and filtering events.
extension Dashboard {
  /// The room inside the panel's border; nil while the panel has no place.
  private var eventsBox: Box? { layout.box(of: .events)?.inner }

  /// Does what a key stands for among the events; answers whether it means anything there.
  mutating func performOnEvents(_ action: KeyAction) -> Bool {
    switch action {
    case .up: chooseEvent(by: 1)
    case .down: chooseEvent(by: -1)
    case .pageUp: chooseEvent(by: max((eventsBox?.rows ?? 2) - 1, 1))
    case .pageDown: chooseEvent(by: -max((eventsBox?.rows ?? 2) - 1, 1))
    case .toFirst: chooseEvent(by: 1_000_000)
    case .toLast: releaseEvents()
    case .enter: openTaskOfEvent()
    default: return false
    }
    return true
  }

  /// Chooses another event, some rows further back; below the newest one, none. While one is chosen
  /// the list stands still.
  private mutating func chooseEvent(by step: Int) {
    let count = run.tail.shown.count
    guard count > 0 else { return }
    guard let chosen = view.chosenEvent else {
      let newest = min(view.scroll[.events] ?? 0, count - 1)
      if step > 0 { choose(event: newest + (step > 1 ? step - 1 : 0), of: count) }
      if step < 0 { choose(event: newest + step + 1, of: count) }
      return
    }
    choose(event: chosen + step, of: count)
  }

  private mutating func choose(event: Int, of count: Int) {
    guard event >= 0 else { return releaseEvents() }
    view.chosenEvent = min(event, count - 1)
    showChosenEvent()
  }

  /// Scrolls as little as it takes to have the chosen event in view.
  private mutating func showChosenEvent() {
    guard let box = eventsBox, let chosen = view.chosenEvent else { return }
    let rows = max(box.rows - 1, 1)
    let back = view.scroll[.events] ?? 0
    view.scroll[.events] = min(max(back, chosen - rows + 1), chosen)
  }

  /// Goes back to the newest event, with none chosen.
  mutating func releaseEvents() {
    view.chosenEvent = nil
    view.scroll[.events] = 0
  }

  /// Keeps the chosen event, and what is in view, where they are while newer ones come.
  mutating func holdEvents(added count: Int) {
    let isHeld = (view.scroll[.events] ?? 0) > 0 || view.chosenEvent != nil
    guard isHeld, count > 0 else { return }
    let limit = max(run.tail.shown.count - 1, 0)
    view.scroll[.events] = min((view.scroll[.events] ?? 0) + count, limit)
    if let chosen = view.chosenEvent {
      view.chosenEvent = min(chosen + count, limit)
      showChosenEvent()
    }
  }

  /// Opens the page of the task that the chosen event is about.
  mutating func openTaskOfEvent() {
    guard let chosen = view.chosenEvent, let entry = run.tail.shown.dropLast(chosen).last else {
      return show("Choose an event with the arrow keys first; Enter then opens its task.")
    }
    let subjects = EventSubjects(entry.event.kind)
    let tasks = [subjects.task, subjects.other].filter { $0 != .none }
    guard !tasks.isEmpty else { return show("This event is not about a task.") }
    guard let task = tasks.first(where: { run.analysis.tasks[$0] != nil }) else {
      return show("The task ended long ago; its details are no longer kept.")
    }
    openTaskPage(of: task)
  }

  /// Shows only the events that pass.
  mutating func filterEvents(_ filter: Filter) {
    run.apply(filter)
    releaseEvents()
  }

  /// Chooses the event at a point; a second click on it opens its task.
  mutating func clickOnEvents(_ point: Point) {
    guard let box = eventsBox, box.contains(point),
      let event = EventsPanel(state: self).event(atRow: point.row - box.row, in: box)
    else { return }
    if event == view.chosenEvent { return openTaskOfEvent() }
    view.chosenEvent = event
  }
}

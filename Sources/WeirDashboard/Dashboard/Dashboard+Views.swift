import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Rows in a panel that scrolls, else another knob.
  mutating func move(rows: Int, knobs index: Int) {
    if view.focus.scrolls {
      scroll(view.focus, by: rows)
    } else {
      knobs.select(index)
    }
  }

  mutating func moveToEnd(first: Bool) {
    if view.focus.scrolls {
      scroll(view.focus, by: first ? -1_000_000 : 1_000_000)
    } else {
      knobs.select(first ? 0 : knobs.knobs.count - 1)
    }
  }

  mutating func page(_ direction: Int, _ turn: Turn) -> [Command] {
    guard view.focus.scrolls else {
      return knobs.turn(turn).map { [.send($0)] } ?? []
    }
    let rows = layout.box(of: view.focus)?.inner.rows ?? 1
    scroll(view.focus, by: direction * max(rows - 1, 1))
    return []
  }

  /// Scrolls a panel by some rows, as far as there is something to see. The events hang on their newest row.
  mutating func scroll(_ panel: Panel, by rows: Int) {
    guard let box = layout.box(of: panel)?.inner else { return }
    let limit = max(rowCount(of: panel, in: box) - visibleRows(of: panel, box), 0)
    let position = min(view.scroll[panel] ?? 0, limit)
    view.scroll[panel] = min(max(position + (panel == .events ? -rows : rows), 0), limit)
  }

  /// How many of them it has room for.
  private func visibleRows(of panel: Panel, _ box: Box) -> Int {
    switch panel {
    case .timeouts: TimeoutsPanel(state: self).listRows(in: box)
    case .events: box.rows - 1
    case .tasks: TasksPanel(state: self).visibleRows(in: box)
    default: box.rows
    }
  }

  /// How many rows a panel would fill if it had the room.
  private func rowCount(of panel: Panel, in box: Box) -> Int {
    switch panel {
    case .tasks: TasksPanel(state: self).rowCount
    case .events: run.tail.shown.count
    case .timeouts: run.analysis.timeouts.openCount
    case .warnings: WarningsPanel(state: self, in: box).rowCount
    case .flow, .depth, .knobs, .latency: 0
    }
  }
}

extension Dashboard {
  mutating func focusNext(_ step: Int) {
    let shown = view.isExpanded ? Panel.allCases : plainLayout(for: view.size).places.map(\.panel)
    let ordered = shown.sorted { $0.rawValue < $1.rawValue }
    guard let index = ordered.firstIndex(of: view.focus) else {
      view.focus = ordered.first ?? .flow
      return
    }
    view.focus = ordered[(index + step + ordered.count) % ordered.count]
  }

  mutating func focus(on panel: Panel) {
    view.focus = panel
  }

  /// Leaves the innermost of: a way to an instant, a recording that catches up, large panel, a
  /// panel without a place of its own, filter, a look back.
  mutating func goBack() -> [Command] {
    if journey != nil { return stopOnTheWay() }
    if catchUpShare != nil { return [.stopRecording] }
    if view.isExpanded {
      view.isExpanded = false
    } else if plainLayout(for: view.size).box(of: view.focus) == nil {
      view.focus = homePanel
    } else if view.focus == .tasks, !view.tasks.filter.text.isEmpty {
      filterTasks(Filter())
    } else if !run.tail.filter.isEmpty {
      filterEvents(Filter())
    } else {
      view.scroll = [:]
      view.chosenEvent = nil
      view.tasks.chosen = nil
      view.tasks.isFollowing = false
      view.focus = homePanel
      view.notice = nil
    }
    return []
  }

  mutating func showNextTasksView() {
    let all = ViewState.TasksView.allCases
    show(all[(view.tasksView.rawValue + 1) % all.count])
  }

  mutating func typeValue() {
    view.focus = .knobs
    knobs.beginTyping()
  }
}

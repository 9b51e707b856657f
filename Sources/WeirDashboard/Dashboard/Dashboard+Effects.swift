import WeirEvents
import WeirScreen

extension Dashboard {
  /// Carries out effects, in order, and returns the commands that come of them.
  mutating func apply(_ effects: [Effect]) -> [Command] {
    effects.flatMap { apply($0) }
  }

  private mutating func apply(_ effect: Effect) -> [Command] {
    switch effect {
    case .command(let command): return [command]
    case .notice(let notice): show(notice)
    case .forgetNotice(let topic): if notice?.topic == topic { notice = nil }
    case .perform(let action): return perform(action)
    case .closeAndPerform(let action):
      overlay = nil
      return perform(action)
    case .close: overlay = nil
    case .call(let call): return perform(call)
    case .begin(let scenario): return apply(run.begin(scenario))
    case .runBegan(let isOther):
      let former = comparison?.request
      return showBeginning(ofOtherScenario: isOther)
        + compareAgain(former, isOtherScenario: isOther)
    case .runMoved: showMove()
    case .chooseKnob(let knob): panels.knobs.select(knob, of: turnedRun.knobs)
    case .change(let knob, let change) where comparison?.turnsOther == true:
      return changeOther(knob, change)
    case .change(let knob, let change):
      return apply(run.sending(run.knobs.change(knob, change), keys: options.keys))
    case .stopTypingValue: panels.knobs.stopTyping()
    case .typeCommand(let text):
      panels.knobs.stopTyping()
      promptLine.typeCommand(text)
    case .focus(let panel): places.focus = panel
    case .expand: places.isExpanded = true
    case .filter(let panel, let filter): return handle(.filtered(by: filter), in: panel) ?? []
    case .filterEvents(let filter): run.filterEvents(filter)
    case .openTask(let task): open(task)
    case .openNextTask(let step): openNextTask(step)
    case .use(let layout):
      places.use(layout, of: run)
      show(Notice(text: "Layout \(layout.rawValue): \(layout.reason)."))
    case .adopt(let settings, let changes):
      return adopt(settings) + changes.map(Command.keepSetting)
    case .compare(let request): return compare(request)
    case .selectTheme(let name, let isKept):
      guard name != theme.theme.name || name != options.settings.theme else { return [] }
      return apply(theme.request(name, isKept: isKept))
    }
    return []
  }

  private mutating func open(_ task: TaskID) {
    panels.tasks.choose(task)
    overlay = TaskPage(task)
  }

  private mutating func openNextTask(_ step: Int) {
    let (box, scene) = screen.place(of: .tasks)
    guard let task = overlay?.task,
      let next = panels.tasks.task(step, after: task, in: box, scene)
    else { return }
    open(next)
  }

  /// Applies settings, and asks the program to apply the ones that are not the dashboard's.
  private mutating func adopt(_ settings: Settings) -> [Command] {
    let former = options.settings
    options.settings = settings
    if settings.tasksView != former.tasksView {
      let (box, scene) = screen.place(of: .tasks)
      panels.tasks.show(settings.tasksView, in: box, scene)
    }
    if settings.timeLine != former.timeLine {
      places.timeLine = TimeLineFeature(settings.timeLine)
    }
    let commands = settings.layout == former.layout ? [] : apply(.use(settings.layout))
    if settings.thresholds != former.thresholds { use(settings.thresholds) }
    return commands + [.useSettings(settings)]
  }
}

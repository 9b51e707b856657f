import WeirAnalysis
import WeirEvents

/// A line that was typed, as it is understood.
enum CommandCall: Sendable {
  /// Something that is done to the run.
  case run(RunCall)
  /// A knob of the run whose knobs are turned, with its name for people.
  case set(knob: Int, name: String, ParameterValue)
  case scenario(ScenarioDescription)
  case filter(FilterCommand)
  case compare(ComparisonRequest?)
  case export(ScreenForm, path: String)
  case layout(LayoutPreset)
  case theme(String)
  case page(Page)
  case quit

  /// What it comes to.
  var effects: [Effect] {
    switch self {
    case .run(let call): [.call(call)]
    case .set(let knob, let name, let value):
      [
        .chooseKnob(knob), .say(aboutRun: "\(name) is set to \(value)."),
        .change(knob: knob, .set(value)),
      ]
    case .scenario(let scenario): [.begin(scenario)]
    case .filter(let command): command.effects
    case .compare(let request): [.compare(request)]
    case .export(let form, let path): [.command(.export(form, path: path))]
    case .layout(let layout): [.use(layout)]
    case .theme(let name): [.command(.selectTheme(name))]
    case .page(let page): [.perform(.page(page))]
    case .quit: [.command(.quit)]
    }
  }

  /// Whether a page over the panels stays open, or has just been opened.
  var keepsPageOpen: Bool {
    switch self {
    case .export, .page: true
    case .run, .set, .scenario, .filter, .compare, .layout, .theme, .quit: false
    }
  }
}

/// The command that filters a list, or removes its filter: the list in focus, or the tasks if
/// another panel is in focus.
struct FilterCommand {
  let text: String
  /// The panel in focus.
  let focus: Panel

  private static let lists: [Panel] = [.tasks, .events]

  /// What it comes to. The notice names the list, since it may not be in view.
  var effects: [Effect] { text.isEmpty ? removal : filtering }

  private var filtering: [Effect] {
    let panel = FilterCommand.lists.contains(focus) ? focus : .tasks
    let filter = Filter(text)
    let notice =
      filter.problem.map { Notice(text: $0, isProblem: true) }
      ?? Notice(
        text: "\(panel.title) is filtered by “\(text)”. Type filter alone to remove it.")
    return [.focus(panel), .filter(panel, filter), .notice(notice)]
  }

  /// Without a list in focus, all filters are removed.
  private var removal: [Effect] {
    let lists = FilterCommand.lists
    let chosen = lists.contains(focus) ? [focus] : lists
    let names = chosen.map(\.title).joined(separator: " and ")
    return chosen.map { .filter($0, Filter()) }
      + [.say("\(names) \(chosen.count == 1 ? "shows" : "show") everything again.")]
  }
}

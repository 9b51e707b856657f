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

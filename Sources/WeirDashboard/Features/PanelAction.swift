/// What keys can do in a panel.
enum PanelAction: Sendable, Hashable {
  case move(MoveAction)
  case knob(KnobAction)
  case tasks(TasksAction)
}

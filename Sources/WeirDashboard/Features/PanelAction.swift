/// An action that a panel can perform.
enum PanelAction: Sendable, Hashable {
  case move(MoveAction)
  case knob(KnobAction)
  case tasks(TasksAction)
}

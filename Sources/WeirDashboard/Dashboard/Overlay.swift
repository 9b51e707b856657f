/// What lies over the panels while it is open: keys and the mouse are for it first.
enum Overlay: Sendable, Equatable {
  /// The keys, and what to try.
  case help(ViewState.HelpState)
  /// The list of scenarios.
  case scenarios(ViewState.PickerState)
  /// The page of a task.
  case task(ViewState.TaskPageState)
  /// The page about where the events come from.
  case source(ViewState.SourcePageState)
  /// All settings and keys.
  case options(OptionsState)
}

extension ViewState {
  /// The help, while it is open.
  var help: HelpState? {
    get {
      guard case .help(let help) = overlay else { return nil }
      return help
    }
    set { overlay = newValue.map(Overlay.help) }
  }

  /// The list of scenarios, while it is open.
  var picker: PickerState? {
    get {
      guard case .scenarios(let picker) = overlay else { return nil }
      return picker
    }
    set { overlay = newValue.map(Overlay.scenarios) }
  }

  /// The page about the source, while it is open.
  var sourcePage: SourcePageState? {
    get {
      guard case .source(let page) = overlay else { return nil }
      return page
    }
    set { overlay = newValue.map(Overlay.source) }
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// The rows of a page of the options.
  func optionRows(_ tab: OptionTab) -> [OptionRow] {
    guard let section = tab.section else { return options.keys.bindings.map(OptionRow.keys) }
    return Setting.all.filter { $0.section == section }.map(OptionRow.setting)
  }

  var chosenOption: OptionRow? {
    guard let state = view.options else { return nil }
    let rows = optionRows(state.tab)
    return rows.indices.contains(state.selected) ? rows[state.selected] : nil
  }

  /// What a setting is now; the theme may be another for this session alone.
  func value(of setting: Setting) -> ParameterValue {
    setting.name == Setting.themeName
      ? .choice(awaitedTheme ?? theme.name) : setting.value(in: options.settings)
  }

  /// Whether a row is not as it is shipped.
  func isChanged(_ row: OptionRow) -> Bool {
    switch row {
    case .setting(let setting): value(of: setting) != setting.standard
    case .keys(let binding):
      binding.keys != KeyMap.standard.bindings.first { $0.action == binding.action }?.keys
    }
  }
}

extension Dashboard {
  /// While the options are open keys move in them; what has nothing to do with them closes them and does its own.
  mutating func performInOptions(_ action: KeyAction) -> [Command] {
    switch action {
    case .up: moveInOptions(-1)
    case .down: moveInOptions(1)
    case .pageUp: moveInOptions(-10)
    case .pageDown: moveInOptions(10)
    case .toFirst: moveInOptions(-1000)
    case .toLast: moveInOptions(1000)
    case .nextPanel: show(view.options?.tab.next(1))
    case .previousPanel: show(view.options?.tab.next(-1))
    case .panel(let panel) where panel.rawValue <= OptionTab.allCases.count:
      show(OptionTab.allCases[panel.rawValue - 1])
    case .turnKnob(let turn): return turnOption(turn)
    case .enter: return enterOption()
    case .defaultValue: return setDefaultOption()
    case .back, .options: view.options = nil
    case .pauseOrGo, .nextTheme: return perform(action)
    default:
      view.options = nil
      return perform(action)
    }
    return []
  }

  private mutating func moveInOptions(_ rows: Int) {
    guard let state = view.options else { return }
    chooseOption(state.selected + rows)
  }

  /// Chooses a row, as near as there is one.
  mutating func chooseOption(_ index: Int) {
    guard let state = view.options else { return }
    let last = max(optionRows(state.tab).count - 1, 0)
    view.options?.selected = min(max(index, 0), last)
    view.options?.error = nil
  }

  mutating func show(_ tab: OptionTab?) {
    guard let tab, tab != view.options?.tab else { return }
    view.options = OptionsState(tab: tab)
  }

  private mutating func turnOption(_ turn: Turn) -> [Command] {
    switch chosenOption {
    case .setting(let setting):
      view.options?.error = nil
      return put(setting.turned(value(of: setting), turn, options.names), into: setting)
    case .keys(let binding):
      guard turn.isUp else { return removeLastKey(of: binding) }
      view.options?.question = .key(isMore: true)
      return []
    case nil: return []
    }
  }

  private mutating func enterOption() -> [Command] {
    view.options?.error = nil
    switch chosenOption {
    case .setting(let setting) where setting.kind(options.names).isChoice:
      return put(setting.turned(value(of: setting), .up, options.names), into: setting)
    case .setting(let setting):
      let text = value(of: setting).description
      view.options?.editor = LineEditor(text, isSelected: true)
    case .keys: view.options?.question = .key(isMore: false)
    case nil: break
    }
    return []
  }

  private mutating func setDefaultOption() -> [Command] {
    view.options?.error = nil
    switch chosenOption {
    case .setting(let setting): return put(setting.standard, into: setting)
    case .keys(let binding): return setDefaultKeys(of: binding.action)
    case nil: return []
    }
  }
}

extension Dashboard {
  /// Takes in a key while a value is being typed, or a key is asked for.
  mutating func press(_ key: Key, in state: OptionsState) -> [Command] {
    if let question = state.question { return answer(question, key) }
    guard var line = state.editor, case .setting(let setting) = chosenOption else { return [] }
    switch line.press(key) {
    case .edited:
      view.options?.editor = line
      view.options?.error = nil
    case .abandoned:
      view.options?.editor = nil
      view.options?.error = nil
    case .accepted: return accept(line.text, for: setting)
    case .ignored: break
    }
    return []
  }

  private mutating func accept(_ text: String, for setting: Setting) -> [Command] {
    let text = text.trimmed
    guard let value = setting.value(from: text, options.names) else {
      let advice = setting.kind(options.names).advice(for: text)
      view.options?.error = "'\(setting.name)' can't be '\(text)'. \(advice)"
      return []
    }
    view.options?.editor = nil
    view.options?.error = nil
    return put(value, into: setting)
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

/// The options: the page, the chosen row, and the value being typed or the question being asked.
struct OptionsPage: OverlayFeature {
  private(set) var tab: OptionTab
  /// The chosen row of the page.
  private(set) var selected: Int
  /// The value that is being typed.
  private(set) var editor: LineEditor?
  /// Why a typed value or a pressed key was refused: two sentences.
  private(set) var error: String?
  private(set) var question: Question?

  /// What the next key answers.
  enum Question: Sendable, Equatable {
    /// Which key the chosen action gets, in place of those it has or in addition to them.
    case key(isMore: Bool)
    /// Whether a key may be taken from another action.
    case taking(Key, from: KeyAction, isMore: Bool)
  }

  init(tab: OptionTab = .screen, selected: Int = 0) {
    self.tab = tab
    self.selected = selected
  }

  /// Movement keys move in the options and turn values; unrelated keys keep their meaning and close
  /// the options.
  mutating func perform(_ action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    switch action {
    case .move(.enter): return enter(scene)
    case .move(let move): choose(selected + move.rows(pageOf: PageBox.pageRows), scene)
    case .screen(.nextPanel): show(tab.next(1))
    case .screen(.previousPanel): show(tab.next(-1))
    case .screen(.panel(let panel)) where panel.number <= OptionTab.allCases.count:
      show(OptionTab.allCases[panel.number - 1])
    case .knob(.turn(let turn)): return self.turn(turn, scene)
    case .knob(.setDefault): return setDefault(scene)
    case .screen(.back), .page(.options): return [.close]
    case .run(.pauseOrResume), .screen(.nextTheme): return [.perform(action)]
    case .run, .knob, .tasks, .screen, .page: return [.closeAndPerform(action)]
    }
    return []
  }

  /// Whether all keys go to a line being typed or a question.
  var takesKeys: Bool { editor != nil || question != nil }

  var takesAll: Bool { true }

  func hints(pace: [[KeyAction]]) -> [[KeyAction]] {
    [
      [.move(.up), .move(.down)], [.knob(.turn(.down)), .knob(.turn(.up))], [.move(.enter)],
      [.knob(.setDefault)], [.screen(.nextPanel)], [.screen(.back)],
    ]
  }

  func word(for action: KeyAction) -> String? {
    switch action {
    case .move(.up), .move(.down): "choose"
    case .knob(.turn): "change"
    case .screen(.nextPanel): "page"
    case .screen(.back): "close"
    default: nil
    }
  }

  func box(_ scene: OverlayScene) -> Box { layout(scene).box }

  func draw(in frame: inout Frame, _ scene: OverlayScene) {
    OptionsDrawing(page: self, scene: scene).draw(in: &frame)
  }
}

// MARK: Rows

extension OptionsPage {
  /// The rows of a page of the options.
  func rows(_ tab: OptionTab, _ scene: OverlayScene) -> [OptionRow] {
    guard let section = tab.section else {
      return scene.options.keys.bindings.map(OptionRow.keys)
    }
    return Setting.all.filter { $0.section == section }.map(OptionRow.setting)
  }

  /// The chosen row; `nil` if the page has none.
  func chosen(_ scene: OverlayScene) -> OptionRow? {
    let rows = rows(tab, scene)
    return rows.indices.contains(selected) ? rows[selected] : nil
  }

  func layout(_ scene: OverlayScene) -> OptionsLayout {
    OptionsLayout(
      rows(tab, scene), selected: selected, hasDetail: tab != .keys, in: scene.body)
  }

  /// The names of the pages, each with its key and the number of changed rows.
  func tabTexts(_ scene: OverlayScene) -> [String] {
    OptionTab.allCases.enumerated().map { index, tab in
      let changed = rows(tab, scene).filter(scene.isChanged).count
      return " \(index + 1) \(tab.rawValue)\(changed > 0 ? " *\(changed)" : "") "
    }
  }

  /// The words of a setting; `nil` unless there are only a few.
  func choice(of setting: Setting, _ scene: OverlayScene) -> ChoiceWords? {
    let kind = setting.kind(scene.options.names)
    guard kind.isChoice, let words = kind.choices else { return nil }
    return ChoiceWords(words: words, chosen: scene.value(of: setting).description)
  }

  /// Chooses the row nearest to an index.
  private mutating func choose(_ index: Int, _ scene: OverlayScene) {
    selected = index.clamped(to: 0...max(rows(tab, scene).count - 1, 0))
    error = nil
  }

  private mutating func show(_ tab: OptionTab) {
    if tab != self.tab { self = OptionsPage(tab: tab) }
  }
}

extension OverlayScene {
  /// The current value of a setting; the theme may have been changed for this run only.
  func value(of setting: Setting) -> ParameterValue {
    setting.name == Setting.themeName
      ? .choice(themeName) : setting.value(in: options.settings)
  }

  /// Whether a row differs from its default.
  func isChanged(_ row: OptionRow) -> Bool {
    switch row {
    case .setting(let setting): value(of: setting) != setting.standard
    case .keys(let binding):
      binding.keys != KeyMap.standard.bindings.first { $0.action == binding.action }?.keys
    }
  }
}

// MARK: Values

extension OptionsPage {
  private mutating func turn(_ turn: Turn, _ scene: OverlayScene) -> [Effect] {
    switch chosen(scene) {
    case .setting(let setting):
      error = nil
      return put(
        setting.turned(scene.value(of: setting), turn, scene.options.names), into: setting, scene)
    case .keys(let binding):
      guard turn.isUp else { return removeLastKey(of: binding, scene) }
      question = .key(isMore: true)
      return []
    case nil: return []
    }
  }

  private mutating func enter(_ scene: OverlayScene) -> [Effect] {
    error = nil
    switch chosen(scene) {
    case .setting(let setting) where setting.kind(scene.options.names).isChoice:
      return put(
        setting.turned(scene.value(of: setting), .up, scene.options.names), into: setting, scene)
    case .setting(let setting):
      editor = LineEditor(scene.value(of: setting).description, isSelected: true)
    case .keys: question = .key(isMore: false)
    case nil: break
    }
    return []
  }

  private mutating func setDefault(_ scene: OverlayScene) -> [Effect] {
    error = nil
    switch chosen(scene) {
    case .setting(let setting): return put(setting.standard, into: setting, scene)
    case .keys(let binding): return setDefaultKeys(of: binding.action, scene)
    case nil: return []
    }
  }

  /// Sets a setting, with effect at once where possible, and keeps it.
  ///
  /// A theme is kept only once it has been read, since its file may be broken.
  private func put(
    _ value: ParameterValue, into setting: Setting, _ scene: OverlayScene
  ) -> [Effect] {
    if setting.name == Setting.themeName, case .choice(let name) = value {
      return [.selectTheme(name, isKept: true)]
    }
    guard value != setting.value(in: scene.options.settings) else { return [] }
    var settings = scene.options.settings
    setting.put(value, in: &settings)
    return [.adopt(settings, keeping: [setting.change(in: settings)])]
  }

  /// Handles a key while a value is being typed, or a question waits for a key.
  mutating func press(_ key: Key, _ scene: OverlayScene) -> [Effect] {
    if let question { return answer(question, key, scene) }
    guard var line = editor, case .setting(let setting) = chosen(scene) else { return [] }
    switch line.press(key) {
    case .edited:
      editor = line
      error = nil
    case .abandoned:
      editor = nil
      error = nil
    case .accepted: return accept(line.text, for: setting, scene)
    case .ignored: break
    }
    return []
  }

  private mutating func accept(
    _ text: String, for setting: Setting, _ scene: OverlayScene
  ) -> [Effect] {
    let text = text.trimmed
    guard let value = setting.value(from: text, scene.options.names) else {
      let advice = setting.kind(scene.options.names).advice(for: text)
      error = "'\(setting.name)' can't be '\(text)'. \(advice)"
      return []
    }
    editor = nil
    error = nil
    return put(value, into: setting, scene)
  }
}

extension Setting {
  /// The change that keeps the value of the setting in the configuration file.
  func change(in settings: Settings) -> SettingsChange {
    SettingsChange(path: path, value: YAMLText.scalar(value(in: settings).description))
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

// MARK: Keys

extension OptionsPage {
  /// Handles the key that answers a question about keys.
  private mutating func answer(
    _ question: Question, _ key: Key, _ scene: OverlayScene
  ) -> [Effect] {
    self.question = nil
    guard key != .escape, case .keys(let binding) = chosen(scene) else { return [] }
    switch question {
    case .key(let isMore): return choose(key, for: binding, isMore: isMore, scene)
    case .taking(let taken, let other, let isMore):
      return key == .enter ? take(taken, from: other, for: binding, isMore: isMore, scene) : []
    }
  }

  /// Gives a key to an action; asks first if another action has it.
  private mutating func choose(
    _ key: Key, for binding: KeyBinding, isMore: Bool, _ scene: OverlayScene
  ) -> [Effect] {
    if case .control(let letter) = key, Key(word: key.word) == nil || letter == "c" {
      error = "The terminal keeps \(key.word) to itself. Choose another key."
      return []
    }
    if let other = scene.options.keys.action(for: key), other != binding.action {
      question = .taking(key, from: other, isMore: isMore)
      return []
    }
    return give(key, to: binding, isMore: isMore, in: scene.options.settings, before: [])
  }

  private func take(
    _ key: Key, from other: KeyAction, for binding: KeyBinding, isMore: Bool,
    _ scene: OverlayScene
  ) -> [Effect] {
    var settings = scene.options.settings
    settings.keys[other] = scene.options.keys.keys(of: other).filter { $0 != key }
    return give(key, to: binding, isMore: isMore, in: settings, before: [other])
  }

  private func give(
    _ key: Key, to binding: KeyBinding, isMore: Bool, in settings: Settings,
    before others: [KeyAction]
  ) -> [Effect] {
    var settings = settings
    let former = isMore ? binding.keys.filter { $0 != key && $0 != .control("c") } : []
    settings.keys[binding.action] = former + [key]
    return adopt(settings, keysOf: others + [binding.action])
  }

  private mutating func removeLastKey(
    of binding: KeyBinding, _ scene: OverlayScene
  ) -> [Effect] {
    let keys = binding.keys.filter { $0 != .control("c") }
    guard !keys.isEmpty else { return [] }
    if binding.action == .screen(.quit), keys.count == 1 {
      error = "'quit' can't be without a key. Give it another one first."
      return []
    }
    var settings = scene.options.settings
    settings.keys[binding.action] = keys.dropLast()
    return adopt(settings, keysOf: [binding.action])
  }

  /// Gives an action its default keys, except those that were chosen for another action.
  private func setDefaultKeys(of action: KeyAction, _ scene: OverlayScene) -> [Effect] {
    guard scene.options.settings.keys[action] != nil else { return [] }
    var settings = scene.options.settings
    settings.keys[action] = nil
    return adopt(settings, keysOf: [action])
  }

  private func adopt(_ settings: Settings, keysOf actions: [KeyAction]) -> [Effect] {
    let keys = settings.keyMap
    let changes = actions.map { action in
      SettingsChange(
        path: SettingPath(group: SettingPath.keyGroup, name: action.name),
        value: YAMLText.keys(keys.keys(of: action)))
    }
    return [.adopt(settings, keeping: changes)]
  }
}

extension KeyMap {
  /// The current keys of an action.
  fileprivate func keys(of action: KeyAction) -> [Key] {
    bindings.first { $0.action == action }?.keys ?? []
  }
}

// MARK: The mouse

extension OptionsPage {
  /// A click chooses a page, a row or a word; the wheel moves through the rows.
  mutating func use(_ mouse: Mouse, _ scene: OverlayScene) -> [Effect] {
    guard !takesKeys else { return [] }
    switch mouse {
    case .clicked(let point): return click(point, scene)
    case .dragged, .released: break
    case .wheeledUp: choose(selected - 1, scene)
    case .wheeledDown: choose(selected + 1, scene)
    }
    return []
  }

  private mutating func click(_ point: Point, _ scene: OverlayScene) -> [Effect] {
    let layout = layout(scene)
    let tabs = layout.tabBoxes(tabTexts(scene))
    if let index = tabs.firstIndex(where: { $0.contains(point) }) {
      show(OptionTab.allCases[index])
      return []
    }
    guard let hit = layout.shown.first(where: { $0.box.contains(point) }),
      case .row(let index) = hit.line
    else { return [] }
    choose(index, scene)
    guard case .setting(let setting) = chosen(scene), let choice = choice(of: setting, scene)
    else { return [] }
    let place = layout.valueBox(hit.box)
    guard choice.width <= place.columns, let word = choice.word(at: point.column - place.column)
    else { return [] }
    return put(.choice(word), into: setting, scene)
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// The next key after a question about keys.
  mutating func answer(_ question: OptionsState.Question, _ key: Key) -> [Command] {
    view.options?.question = nil
    guard key != .escape, case .keys(let binding) = chosenOption else { return [] }
    switch question {
    case .key(let isMore): return choose(key, for: binding, isMore: isMore)
    case .taking(let taken, let other, let isMore):
      return key == .enter ? take(taken, from: other, for: binding, isMore: isMore) : []
    }
  }

  /// Gives a key to an action; where it is another's, that is asked about first.
  private mutating func choose(
    _ key: Key, for binding: KeyBinding, isMore: Bool
  ) -> [Command] {
    if case .control(let letter) = key, Key(word: key.word) == nil || letter == "c" {
      view.options?.error = "The terminal keeps \(key.word) to itself. Choose another key."
      return []
    }
    if let other = options.keys.action(for: key), other != binding.action {
      view.options?.question = .taking(key, from: other, isMore: isMore)
      return []
    }
    return give(key, to: binding, isMore: isMore, in: options.settings, before: [])
  }

  private mutating func take(
    _ key: Key, from other: KeyAction, for binding: KeyBinding, isMore: Bool
  ) -> [Command] {
    var settings = options.settings
    settings.keys[other] = options.keys.keys(of: other).filter { $0 != key }
    return give(key, to: binding, isMore: isMore, in: settings, before: [other])
  }

  private mutating func give(
    _ key: Key, to binding: KeyBinding, isMore: Bool, in settings: Settings,
    before others: [KeyAction]
  ) -> [Command] {
    var settings = settings
    let former = isMore ? binding.keys.filter { $0 != key && $0 != .control("c") } : []
    settings.keys[binding.action] = former + [key]
    return adopt(settings) + (others + [binding.action]).map(keeping)
  }

  mutating func removeLastKey(of binding: KeyBinding) -> [Command] {
    let keys = binding.keys.filter { $0 != .control("c") }
    guard !keys.isEmpty else { return [] }
    if binding.action == .quit, keys.count == 1 {
      view.options?.error = "'quit' can't be without a key. Give it another one first."
      return []
    }
    var settings = options.settings
    settings.keys[binding.action] = keys.dropLast()
    return adopt(settings) + [keeping(binding.action)]
  }

  /// Gives an action the keys it is shipped with, but for those that were chosen for another one.
  mutating func setDefaultKeys(of action: KeyAction) -> [Command] {
    guard options.settings.keys[action] != nil else { return [] }
    var settings = options.settings
    settings.keys[action] = nil
    return adopt(settings) + [keeping(action)]
  }

  private func keeping(_ action: KeyAction) -> Command {
    let path = SettingPath(group: SettingPath.keyGroup, name: action.name)
    return .keepSetting(
      SettingsChange(path: path, value: YAMLText.keys(options.keys.keys(of: action))))
  }
}

extension KeyMap {
  /// The keys of an action, as they are now.
  func keys(of action: KeyAction) -> [Key] {
    bindings.first { $0.action == action }?.keys ?? []
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

extension Settings {
  /// A configuration file with every setting explained, and commented out at its default.
  public static func commentedText(_ names: SettingNames) -> String {
    let head = """
      # The settings of weir. The options page (key o) changes them as well.
      #
      # Each line shows a default: uncomment the line, and change the value. A wrong line is reported
      # with its number when weir starts, and all others take effect. Options on the command line have
      # priority.
      """
    let sections = Setting.Section.allCases.map { section($0, names) }
    return ([head] + sections + [keys]).joined(separator: "\n\n") + "\n"
  }

  private static let columns = 100

  private static func heading(_ title: String) -> String {
    "# --- \(title) " + String(repeating: "-", count: max(columns - title.count - 7, 0))
  }

  private static func section(_ section: Setting.Section, _ names: SettingNames) -> String {
    let settings = Setting.all.filter { $0.section == section }
    let indent = section.group == nil ? "" : "  "
    let entries = settings.map { entry($0, names, indent: indent) }
    let group = section.group.map { ["\($0):"] } ?? []
    return ([heading(section.rawValue)] + group + entries).joined(
      separator: section.group == nil ? "\n\n" : "\n")
  }

  private static func entry(
    _ setting: Setting, _ names: SettingNames, indent: String
  ) -> String {
    let texts = [setting.explanation, setting.kind(names).rangeSentence]
    let rows = texts.flatMap { $0.wrapped(to: columns - indent.count - 2) }
      .map { "\(indent)# \($0)" }
    let value = YAMLText.scalar(setting.standard.description)
    return (rows + ["\(indent)#\(setting.name): \(value)"]).joined(separator: "\n")
  }

  /// The keys of all actions; each has one key or a list of keys.
  private static var keys: String {
    let text = """
      The keys of each action: one, or several as [p, F5]; [] means none. They are named as on the \
      keyboard: Space, Enter, Esc, Tab, Shift-Tab, Backspace, Del, Up, Shift-Left, Home, PgUp, F1, \
      Ctrl-R. Quote punctuation. Ctrl-C always quits.
      """
    let head = [heading("Keys")] + text.wrapped(to: columns - 2).map { "# \($0)" }
    let width = KeyMap.standard.bindings.map(\.action.name.count).max() ?? 0
    let rows = KeyMap.standard.bindings.map { binding in
      let line = "  #\(binding.action.name): \(YAMLText.keys(binding.keys))"
      return line + String(repeating: " ", count: max(width + 30 - line.count, 2))
        + "# \(binding.help)"
    }
    return (head + ["\(SettingPath.keyGroup):"] + rows).joined(separator: "\n")
  }
}

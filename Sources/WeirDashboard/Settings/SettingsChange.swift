/// A change of one setting, in the form in which the configuration file keeps it.
public struct SettingsChange: Sendable, Hashable {
  public var path: SettingPath
  /// As it is written behind the key.
  public var value: String

  /// Changes the text of a configuration file in one place. Where the file has a form in which that can't be done,
  /// the answer is nothing: everything else must stay as it was read.
  public func applied(to text: String, file: String, names: SettingNames) -> String? {
    var document = SettingsDocument(text)
    document.set(path, to: value)
    let before = SettingsReader(text, file: file, names: names)
    let after = SettingsReader(document.text, file: file, names: names)
    let alone = SettingsReader(fragment, file: file, names: names)
    guard !after.isBroken, after.problems.count <= before.problems.count, alone.problems.isEmpty
    else { return nil }
    var expected = before.settings
    takeOver(from: alone.settings, in: &expected)
    return after.settings == expected ? document.text : nil
  }

  /// A file with this change alone.
  private var fragment: String {
    path.group.map { "\($0):\n  \(path.name): \(value)\n" } ?? "\(path.name): \(value)\n"
  }

  private func takeOver(from source: Settings, in settings: inout Settings) {
    if let setting = Setting.find(path) {
      setting.put(setting.value(in: source), in: &settings)
    } else if let action = KeyMap.standard.action(named: path.name) {
      settings.keys[action] = source.keys[action]
    }
  }
}

/// A change of one setting, as the configuration file keeps it.
public struct SettingsChange: Sendable, Hashable {
  /// The setting's place in the file.
  public var path: SettingPath
  /// The value as it is written after the key.
  public var value: String

  /// Changes the text of a configuration file in one place, and leaves everything else as it is.
  ///
  /// Returns `nil` if the form of the file does not allow that.
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

  /// A file with only this change.
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

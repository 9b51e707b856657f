import Foundation
import WeirDashboard

/// The configuration file, read once at the start, and changed line by line when the user saves a
/// setting.
struct ConfigurationFile {
  let file: WholeFile
  private let names: SettingNames

  init(_ folders: UserFolders, names: SettingNames) {
    file = WholeFile(url: folders.configurationFile, limit: SettingsReader.sizeLimit)
    self.names = names
  }

  /// Returns the settings, and the problems of the file. A missing file gives the defaults.
  func load() -> (settings: Settings, problems: [String]) {
    do {
      guard let text = try file.read() else { return (Settings(), []) }
      let reader = SettingsReader(text, file: file.path, names: names)
      return (reader.settings, reader.problems.map(\.description))
    } catch {
      return (Settings(), [error.description])
    }
  }

  /// Saves one setting; a missing file is created with all defaults in comments.
  func keep(_ change: SettingsChange) throws(ConfigurationError) {
    let text = try file.read() ?? Settings.commentedText(names)
    guard let changed = change.applied(to: text, file: file.path, names: names) else {
      throw .unchangeable(path: file.path, key: change.path.name)
    }
    if changed != text || !file.exists { try file.write(changed) }
  }

  /// Creates the file with all defaults in comments.
  ///
  /// - Throws: `ConfigurationError.exists` if there is one; it stays as it is.
  func writeDefault() throws(ConfigurationError) {
    guard !file.exists else { throw .exists(path: file.path) }
    try file.write(Settings.commentedText(names))
  }
}

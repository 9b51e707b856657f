public import Foundation

/// The folders for the user's own files, after the XDG Base Directory Specification.
public struct UserFolders: Sendable, Equatable {
  /// The folder for what the user sets.
  public let configuration: URL
  /// The folder for what the program remembers.
  public let state: URL
  /// The user's home folder.
  public let home: URL

  /// Reads the environment; ignores a variable that is not an absolute path, as the specification
  /// says.
  public init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    func folder(_ name: String) -> URL? {
      environment[name].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
    }
    home = folder("HOME") ?? FileManager.default.homeDirectoryForCurrentUser
    configuration = (folder("XDG_CONFIG_HOME") ?? home.appendingPathComponent(".config"))
      .appendingPathComponent("weir")
    state = (folder("XDG_STATE_HOME") ?? home.appendingPathComponent(".local/state"))
      .appendingPathComponent("weir")
  }

  /// The configuration file.
  public var configurationFile: URL { configuration.appendingPathComponent("config.yaml") }

  /// The folder of the user's own themes.
  public var themes: URL { configuration.appendingPathComponent("themes") }

  /// The file with the commands that were typed.
  public var history: URL { state.appendingPathComponent("history") }

  /// The folder that a path means: `~` is the home folder, and a relative path starts at the folder
  /// in which the program was started.
  public func folder(_ text: String) -> URL {
    if text == "~" { return home }
    return text.hasPrefix("~/")
      ? home.appendingPathComponent(String(text.dropFirst(2))) : URL(fileURLWithPath: text)
  }
}

public import Foundation

/// Where a person's own files are, as the XDG Base Directory Specification has it.
public struct UserFolders: Sendable, Equatable {
  /// For what a person sets.
  public let configuration: URL
  /// For what the program remembers.
  public let state: URL
  public let home: URL

  /// Looks in the environment; a variable that is no absolute path is passed over, as the specification says.
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

  public var configurationFile: URL { configuration.appendingPathComponent("config.yaml") }

  public var themes: URL { configuration.appendingPathComponent("themes") }

  /// The lines that were typed after the colon.
  public var history: URL { state.appendingPathComponent("history") }

  /// A folder as a person writes it: `~` is the home, and what is relative begins where the program was started.
  public func folder(_ text: String) -> URL {
    if text == "~" { return home }
    return text.hasPrefix("~/")
      ? home.appendingPathComponent(String(text.dropFirst(2))) : URL(fileURLWithPath: text)
  }
}

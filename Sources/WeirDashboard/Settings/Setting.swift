public import WeirEvents

/// One row of the table of settings: the one source for the configuration file, its reader, the
/// commented default and the options page.
public struct Setting: Sendable {
  /// Its key in the file.
  public let name: String
  /// The heading it is under.
  public let section: Section
  /// One or two sentences.
  public let explanation: String
  /// When a change takes effect.
  public let effect: EffectTime
  private let makeKind: @Sendable (SettingNames) -> ParameterKind
  private let read: @Sendable (Settings) -> ParameterValue
  private let write: @Sendable (inout Settings, ParameterValue) -> Void

  /// The headings, in order.
  public enum Section: String, Sendable, CaseIterable {
    case screen = "Screen"
    case program = "Program"
    case warnings = "Warnings"

    /// The key in the file that groups the settings of the section; `nil` if they are at the top
    /// level.
    public var group: String? { self == .warnings ? "lints" : nil }
  }

  /// When a change takes effect.
  public enum EffectTime: Sendable {
    case atOnce, atNextStart
  }

  /// - Parameter kind: makes the kind from the names known when the program runs.
  init(
    _ name: String, in section: Section, kind: @escaping @Sendable (SettingNames) -> ParameterKind,
    _ explanation: String, effect: EffectTime = .atOnce,
    get: @escaping @Sendable (Settings) -> ParameterValue,
    set: @escaping @Sendable (inout Settings, ParameterValue) -> Void
  ) {
    self.name = name
    self.section = section
    makeKind = kind
    self.explanation = explanation
    self.effect = effect
    read = get
    write = set
  }

  /// Makes a setting whose kind does not depend on names.
  init(
    _ name: String, in section: Section, _ kind: ParameterKind, _ explanation: String,
    effect: EffectTime = .atOnce, get: @escaping @Sendable (Settings) -> ParameterValue,
    set: @escaping @Sendable (inout Settings, ParameterValue) -> Void
  ) {
    self.init(
      name, in: section, kind: { _ in kind }, explanation, effect: effect, get: get, set: set)
  }

  /// Which values it takes, and how they are turned.
  public func kind(_ names: SettingNames) -> ParameterKind { makeKind(names) }

  /// Its default.
  public var standard: ParameterValue { read(Settings()) }

  /// Its place in the file.
  public var path: SettingPath { SettingPath(group: section.group, name: name) }

  /// Its value in some settings.
  public func value(in settings: Settings) -> ParameterValue { read(settings) }

  /// Sets it without a check of the range; a value of another kind changes nothing.
  public func put(_ value: ParameterValue, in settings: inout Settings) { write(&settings, value) }
}

extension Setting {
  /// The words for on and off in the file.
  static let toggleWords = [toggleWord(true), toggleWord(false)]

  static func toggleWord(_ isOn: Bool) -> String { isOn ? "on" : "off" }

  /// Reads a value as the file has it; `nil` if it is of another kind or out of range.
  func value(from text: String, _ names: SettingNames) -> ParameterValue? {
    let kind = kind(names)
    return try? kind.value(from: kind.choices == Setting.toggleWords ? Setting.word(text) : text)
  }

  /// YAML has several words for on and off.
  private static func word(_ text: String) -> String {
    switch text.lowercased() {
    case "true", "yes", "on": toggleWord(true)
    case "false", "no", "off": toggleWord(false)
    default: text
    }
  }

  /// Fine turns per coarse turn. A knob has coarse turns of its own.
  private static let coarseTurns = 5

  /// The value after one turn; a coarse turn moves five steps, but only one among words.
  func turned(_ value: ParameterValue, _ turn: Turn, _ names: SettingNames) -> ParameterValue {
    let kind = kind(names)
    let turns = turn.isCoarse && kind.choices == nil ? Setting.coarseTurns : 1
    return (0..<turns).reduce(value) { value, _ in kind.turned(value, turn.fine) }
  }
}

/// A place in the configuration file: at the top level, or in a group.
public struct SettingPath: Sendable, Hashable {
  /// The key of the group; `nil` at the top level.
  public var group: String?
  /// The key of the setting.
  public var name: String

  /// The group of the keys of all actions.
  public static let keyGroup = "keys"
}

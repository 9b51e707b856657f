public import WeirEvents

/// One row of the table of settings: the file, its reader, the commented default and the options read from it alone.
public struct Setting: Sendable {
  /// As it is written in the file.
  public let name: String
  public let section: Section
  /// One or two sentences.
  public let explanation: String
  public let effect: EffectTime
  private let makeKind: @Sendable (SettingNames) -> ParameterKind
  private let read: @Sendable (Settings) -> ParameterValue
  private let write: @Sendable (inout Settings, ParameterValue) -> Void

  /// The headings, in order.
  public enum Section: String, Sendable, CaseIterable {
    case screen = "Screen"
    case program = "Program"
    case warnings = "Warnings"

    /// The key in the file under which the settings of the section stand, where it isn't at the top.
    public var group: String? { self == .warnings ? "lints" : nil }
  }

  /// When a change is to be seen.
  public enum EffectTime: Sendable {
    case atOnce, atNextStart
  }

  /// - Parameter kind: makes the kind from the names that are known when the program runs.
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

  /// A setting whose kind is known beforehand.
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

  /// What it is when nobody says otherwise.
  public var standard: ParameterValue { read(Settings()) }

  /// Where it stands in the file.
  public var path: SettingPath { SettingPath(group: section.group, name: name) }

  public func value(in settings: Settings) -> ParameterValue { read(settings) }

  /// Sets it, whatever the value; one of another kind changes nothing.
  public func put(_ value: ParameterValue, in settings: inout Settings) { write(&settings, value) }
}

extension Setting {
  /// The words for on and off in the file.
  static let toggleWords = [toggleWord(true), toggleWord(false)]

  static func toggleWord(_ isOn: Bool) -> String { isOn ? "on" : "off" }

  /// Reads a value as the file has it; nil if it is of another kind or out of range.
  func value(from text: String, _ names: SettingNames) -> ParameterValue? {
    let kind = kind(names)
    return try? kind.value(from: kind.choices == Setting.toggleWords ? Setting.word(text) : text)
  }

  /// YAML has more words than one for on and off.
  private static func word(_ text: String) -> String {
    switch text.lowercased() {
    case "true", "yes", "on": toggleWord(true)
    case "false", "no", "off": toggleWord(false)
    default: text
    }
  }

  /// How many fine turns a coarse one is. A knob has coarse turns of its own.
  private static let coarseTurns = 5

  /// The value after one turn; a coarse one goes five steps on, but for words.
  func turned(_ value: ParameterValue, _ turn: Turn, _ names: SettingNames) -> ParameterValue {
    let kind = kind(names)
    let turns = turn.isCoarse && kind.choices == nil ? Setting.coarseTurns : 1
    return (0..<turns).reduce(value) { value, _ in kind.turned(value, turn.fine) }
  }
}

/// Where something stands in the configuration file: at the top, or in a group.
public struct SettingPath: Sendable, Hashable {
  public var group: String?
  public var name: String

  /// The group that all keys stand in.
  public static let keyGroup = "keys"
}

/// One row of the table of settings: the file, its reader, the commented default and the options read from it alone.
public struct Setting: Sendable {
  /// As it is written in the file.
  public let name: String
  public let section: Section
  public let kind: Kind
  /// One or two sentences.
  public let explanation: String
  public let effect: Effect
  private let read: @Sendable (Settings) -> SettingValue
  private let write: @Sendable (inout Settings, SettingValue) -> Void

  /// The headings, in order.
  public enum Section: String, Sendable, CaseIterable {
    case screen = "Screen"
    case program = "Program"
    case warnings = "Warnings"

    /// The key in the file under which the settings of the section stand, where it isn't at the top.
    public var group: String? { self == .warnings ? "lints" : nil }
  }

  /// When a change is to be seen.
  public enum Effect: Sendable {
    case atOnce, atNextStart
  }

  init(
    _ name: String, in section: Section, _ kind: Kind, _ explanation: String,
    effect: Effect = .atOnce, get: @escaping @Sendable (Settings) -> SettingValue,
    set: @escaping @Sendable (inout Settings, SettingValue) -> Void
  ) {
    self.name = name
    self.section = section
    self.kind = kind
    self.explanation = explanation
    self.effect = effect
    read = get
    write = set
  }

  /// What it is when nobody says otherwise.
  public var standard: SettingValue { read(Settings()) }

  /// Where it stands in the file.
  public var path: SettingPath { SettingPath(group: section.group, name: name) }

  public func value(in settings: Settings) -> SettingValue { read(settings) }

  /// Sets it, whatever the value; one of another kind changes nothing.
  public func put(_ value: SettingValue, in settings: inout Settings) { write(&settings, value) }
}

/// Where something stands in the configuration file: at the top, or in a group.
public struct SettingPath: Sendable, Hashable {
  public var group: String?
  public var name: String

  /// The group that all keys stand in.
  public static let keyGroup = "keys"
}

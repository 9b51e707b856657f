import WeirAnalysis
import WeirEvents

extension Setting {
  /// Where a value is in the settings.
  typealias Path<Value> = any WritableKeyPath<Settings, Value> & Sendable

  /// A setting with the cases of a type as its values, written as their raw values.
  static func choice<Choice: CaseIterable & RawRepresentable<String> & SendableMetatype>(
    _ name: String, in section: Section, _ path: Path<Choice>,
    effect: EffectTime = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .choice(Choice.allCases.map(\.rawValue)), explanation, effect: effect,
      get: { .choice($0[keyPath: path].rawValue) },
      set: { settings, value in
        guard case .choice(let word) = value, let choice = Choice(rawValue: word) else { return }
        settings[keyPath: path] = choice
      })
  }

  /// A setting that is on or off.
  static func toggle(
    _ name: String, in section: Section, _ path: Path<Bool>,
    effect: EffectTime = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .choice(toggleWords), explanation, effect: effect,
      get: { .choice(toggleWord($0[keyPath: path])) },
      set: { settings, value in
        if case .choice(let word) = value { settings[keyPath: path] = word == toggleWord(true) }
      })
  }

  /// A setting that is one of a list of names, which a command prints.
  static func name(
    _ name: String, in section: Section,
    of names: @escaping @Sendable (SettingNames) -> [String], listedBy command: String,
    _ path: Path<String>, effect: EffectTime = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, kind: { .name(names($0), listedBy: command) }, explanation,
      effect: effect,
      get: { .choice($0[keyPath: path]) },
      set: { if case .choice(let name) = $1 { $0[keyPath: path] = name } })
  }

  /// A setting that is the path of a folder; `~` is the home folder.
  static func folder(
    _ name: String, in section: Section, _ path: Path<String>, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .folder, explanation,
      get: { .folder($0[keyPath: path]) },
      set: { if case .folder(let folder) = $1 { $0[keyPath: path] = folder } })
  }

  /// A setting that is a whole number.
  static func count(
    _ name: String, in section: Section, _ range: ClosedRange<Int>,
    _ path: Path<Int>, effect: EffectTime = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .count(range, step: 1), explanation, effect: effect,
      get: { .count($0[keyPath: path]) },
      set: { if case .count(let count) = $1 { $0[keyPath: path] = count } })
  }

  /// A setting that is a length of time.
  static func duration(
    _ name: String, in section: Section, _ range: ClosedRange<Duration>,
    _ path: Path<Duration>, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .duration(range), explanation,
      get: { .duration($0[keyPath: path]) },
      set: { if case .duration(let duration) = $1 { $0[keyPath: path] = duration } })
  }

  /// How far one turn of a share goes: 5%.
  private static let shareStep = 50

  /// A setting that is a share, stored as a number from 0 to 1.
  static func share(
    _ name: String, in section: Section, _ path: Path<Double>,
    _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .share(step: shareStep), explanation,
      get: { .share(ThousandthsText(nearest: $0[keyPath: path]).thousandths) },
      set: { if case .share(let share) = $1 { $0[keyPath: path] = ThousandthsText(share).value } })
  }

  /// How far one turn of a number goes: a tenth.
  private static let numberStep = 100

  /// A setting that is a decimal number; its range is in thousandths.
  static func number(
    _ name: String, in section: Section, _ range: ClosedRange<Int>, _ path: Path<Double>,
    _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .number(range, step: numberStep), explanation,
      get: { .number(ThousandthsText(nearest: $0[keyPath: path]).thousandths) },
      set: { settings, value in
        guard case .number(let number) = value else { return }
        settings[keyPath: path] = ThousandthsText(number).value
      })
  }
}

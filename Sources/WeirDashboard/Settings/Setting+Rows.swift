import WeirAnalysis
import WeirEvents

extension Setting {
  /// Where a value stands in the settings.
  typealias Path<Value> = any WritableKeyPath<Settings, Value> & Sendable

  /// A setting that is one of the cases of a type, by their raw values.
  static func choice<Choice: CaseIterable & RawRepresentable<String> & SendableMetatype>(
    _ name: String, in section: Section, _ path: Path<Choice>,
    effect: Effect = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .choice(Choice.allCases.map(\.rawValue)), explanation, effect: effect,
      get: { .word($0[keyPath: path].rawValue) },
      set: { settings, value in
        guard case .word(let word) = value, let choice = Choice(rawValue: word) else { return }
        settings[keyPath: path] = choice
      })
  }

  /// A setting that is on or off.
  static func toggle(
    _ name: String, in section: Section, _ path: Path<Bool>,
    effect: Effect = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .choice(["on", "off"]), explanation, effect: effect,
      get: { .word($0[keyPath: path] ? "on" : "off") },
      set: { settings, value in
        if case .word(let word) = value { settings[keyPath: path] = word == "on" }
      })
  }

  static func word(
    _ name: String, in section: Section, _ kind: Kind,
    _ path: Path<String>, effect: Effect = .atOnce,
    _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, kind, explanation, effect: effect,
      get: { .word($0[keyPath: path]) },
      set: { if case .word(let word) = $1 { $0[keyPath: path] = word } })
  }

  static func count(
    _ name: String, in section: Section, _ range: ClosedRange<Int>,
    _ path: Path<Int>, effect: Effect = .atOnce, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .count(range), explanation, effect: effect,
      get: { .count($0[keyPath: path]) },
      set: { if case .count(let count) = $1 { $0[keyPath: path] = count } })
  }

  static func duration(
    _ name: String, in section: Section, _ range: ClosedRange<Duration>,
    _ path: Path<Duration>, _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .duration(range), explanation,
      get: { .duration($0[keyPath: path]) },
      set: { if case .duration(let duration) = $1 { $0[keyPath: path] = duration } })
  }

  /// The nearest count of thousandths that there is; none of what is no number.
  static func thousandths(_ value: Double) -> Int {
    value.isNaN ? 0 : Int((min(max(value, -1e12), 1e12) * 1000).rounded())
  }

  /// A share that is kept as a part of one.
  static func share(
    _ name: String, in section: Section, _ path: Path<Double>,
    _ explanation: String
  ) -> Setting {
    Setting(
      name, in: section, .share(0...1000), explanation,
      get: { .share(thousandths($0[keyPath: path])) },
      set: { if case .share(let share) = $1 { $0[keyPath: path] = Double(share) / 1000 } })
  }
}

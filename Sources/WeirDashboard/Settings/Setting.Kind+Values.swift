import WeirAnalysis
import WeirEvents

extension Setting.Kind {
  /// Reads a value as the file has it; nothing where it is of another kind or out of range.
  func value(from text: String, _ names: SettingNames) -> SettingValue? {
    parse(text).flatMap { contains($0, names) ? $0 : nil }
  }

  private func parse(_ text: String) -> SettingValue? {
    switch self {
    case .choice(let words): .word(Setting.Kind.word(text, of: words))
    case .name: .word(text)
    case .folder: text.isEmpty || text.contains("\0") ? nil : .word(text)
    case .count: Int(text).map { .count($0) }
    case .duration: DurationText.parse(text).map { .duration($0) }
    case .share: share(text).map { .share($0) }
    case .number: ThousandthsText.parse(text).map { .number($0) }
    }
  }

  /// YAML has more words than one for yes and no.
  private static func word(_ text: String, of words: [String]) -> String {
    guard words == ["on", "off"] else { return text }
    switch text.lowercased() {
    case "true", "yes", "on": return "on"
    case "false", "no", "off": return "off"
    default: return text
    }
  }

  /// Percent, or, without the sign, a part of one: `90%` and `0.9` are the same.
  private func share(_ text: String) -> Int? {
    guard text.hasSuffix("%") else { return ThousandthsText.parse(text) }
    guard let percent = ThousandthsText.parse(text.dropLast()), percent % 100 == 0 else {
      return nil
    }
    return percent / 100
  }

  private func contains(_ value: SettingValue, _ names: SettingNames) -> Bool {
    switch (self, value) {
    case (.choice, .word(let word)), (.name, .word(let word)):
      words(names)?.contains(word) == true
    case (.folder, .word): true
    case (.count(let range), .count(let count)): range.contains(count)
    case (.duration(let range), .duration(let duration)): range.contains(duration)
    case (.share(let range), .share(let share)): range.contains(share)
    case (.number(let range, _), .number(let number)): range.contains(number)
    default: false
    }
  }
}

extension Setting.Kind {
  /// The value after one press of a key; words go round, everything else stops at the ends of its range.
  func turned(_ value: SettingValue, up: Bool, _ names: SettingNames) -> SettingValue {
    switch (self, value) {
    case (.choice, .word(let word)), (.name, .word(let word)):
      let words = words(names) ?? []
      guard !words.isEmpty else { return value }
      guard let index = words.firstIndex(of: word) else { return .word(words[0]) }
      return .word(words[(index + (up ? 1 : words.count - 1)) % words.count])
    case (.count(let range), .count(let count)):
      return .count(Setting.Kind.moved(count, up ? 1 : -1, in: range))
    case (.duration(let range), .duration(let duration)):
      let knob = Knob(name: "", unit: "", kind: .duration(range), help: "")
      guard case .duration(let turned) = knob.turned(.duration(duration), up ? .up : .down) else {
        return value
      }
      return .duration(turned)
    case (.share(let range), .share(let share)):
      return .share(Setting.Kind.moved(share, up ? 50 : -50, in: range))
    case (.number(let range, let step?), .number(let number)):
      return .number(Setting.Kind.moved(number, up ? step : -step, in: range))
    case (.number(let range, _), .number(let number)):
      return .number(Setting.Kind.moved(number, up ? number : -(number / 2), in: range))
    default: return value
    }
  }

  private static func moved(_ number: Int, _ distance: Int, in range: ClosedRange<Int>) -> Int {
    min(max(number + distance, range.lowerBound), range.upperBound)
  }

  /// Where in its range a value lies, from 0 to 1; nothing where there is no order.
  func position(_ value: SettingValue) -> Double? {
    switch (self, value) {
    case (.count(let range), .count(let count)):
      KnobText.position(.count(count), of: knob(.count(range, step: 1)))
    case (.duration(let range), .duration(let duration)):
      KnobText.position(.duration(duration), of: knob(.duration(range)))
    case (.share(let range), .share(let share)):
      Double(share - range.lowerBound) / Double(max(range.upperBound - range.lowerBound, 1))
    case (.number(let range, _), .number(let number)):
      KnobText.position(.count(number), of: knob(.count(range, step: 1)))
    default: nil
    }
  }

  private func knob(_ kind: Knob.Kind) -> Knob { Knob(name: "", unit: "", kind: kind, help: "") }
}

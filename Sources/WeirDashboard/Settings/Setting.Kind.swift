import WeirAnalysis
import WeirEvents

extension Setting {
  /// What values a setting takes.
  public enum Kind: Sendable, Hashable {
    /// One of these words.
    case choice([String])
    /// The name of something that is known only when the program runs.
    case name(Shelf)
    /// A folder; `~` is the home.
    case folder
    case count(ClosedRange<Int>)
    case duration(ClosedRange<Duration>)
    /// How many of a hundred, in thousandths of the whole.
    case share(ClosedRange<Int>)
    /// A number in thousandths; turned by so many of them, or, without a step, doubled and halved.
    case number(ClosedRange<Int>, step: Int?)
  }

  /// Where names come from.
  public enum Shelf: Sendable, Hashable {
    case themes, scenarios

    /// The command that lists the names, where there are many.
    var command: String {
      switch self {
      case .themes: "weir themes"
      case .scenarios: "weir list"
      }
    }
  }
}

/// The names that settings can take, as far as they are known only when the program runs; in order.
public struct SettingNames: Sendable, Equatable {
  public var themes: [String]
  public var scenarios: [String]

  public init(themes: [String] = [], scenarios: [String] = []) {
    self.themes = themes
    self.scenarios = scenarios
  }

  subscript(shelf: Setting.Shelf) -> [String] {
    switch shelf {
    case .themes: themes
    case .scenarios: scenarios
    }
  }
}

extension Setting.Kind {
  /// Whether it is one of a few words that are known beforehand.
  var isChoice: Bool {
    if case .choice = self { true } else { false }
  }

  /// The words that may be given, where there are only some.
  func words(_ names: SettingNames) -> [String]? {
    switch self {
    case .choice(let words): words
    case .name(let shelf): names[shelf]
    default: nil
    }
  }

  /// What may be given, such as `1 to 60` or `lanes, table, tree`.
  func rangeText(_ names: SettingNames) -> String {
    switch self {
    case .choice(let words): words.joined(separator: ", ")
    case .name(let shelf): names[shelf].joined(separator: ", ")
    case .folder: "a folder"
    case .count(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .duration(let range):
      "\(DurationText(range.lowerBound)) to \(DurationText(range.upperBound))"
    case .share(let range):
      "\(SettingValue.share(range.lowerBound)) to \(SettingValue.share(range.upperBound))"
    case .number(let range, _):
      "\(ThousandthsText(range.lowerBound)) to \(ThousandthsText(range.upperBound))"
    }
  }

  /// A sentence that says what to give, without its full stop.
  func advice(for text: String, _ names: SettingNames) -> String {
    if let words = words(names) {
      if !text.isEmpty, let question = NearestName.question(for: text, among: words) {
        return question
      }
      if case .name(let shelf) = self { return "'\(shelf.command)' tells which there are." }
      return "Give one of \(words.joined(separator: ", "))."
    }
    let form =
      switch self {
      case .count: "a whole number"
      case .duration: "a duration such as 250ms, 1.5s or 2m,"
      case .share: "a share such as 90%,"
      case .number: "a number"
      default: ""
      }
    return self == .folder ? "Give a folder." : "Give \(form) from \(rangeText(names))."
  }
}

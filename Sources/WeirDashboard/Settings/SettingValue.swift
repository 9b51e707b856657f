import WeirAnalysis
import WeirEvents

/// What a setting is set to.
public enum SettingValue: Hashable, Sendable {
  /// A word, a name or a folder.
  case word(String)
  /// A whole number.
  case count(Int)
  case duration(Duration)
  /// A share, in thousandths.
  case share(Int)
  /// A number, in thousandths.
  case number(Int)
}

extension SettingValue: CustomStringConvertible {
  /// The form that the configuration file takes.
  public var description: String {
    switch self {
    case .word(let word): word
    case .count(let count): "\(count)"
    case .duration(let duration): DurationText(duration).description
    case .share(let share): "\(ThousandthsText(share * 100))%"
    case .number(let number): ThousandthsText(number).description
    }
  }
}

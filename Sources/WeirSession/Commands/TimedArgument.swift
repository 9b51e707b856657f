import WeirAnalysis
public import WeirEvents
import WeirLog

/// A value on the command line that may take effect later: `consumers=8@12.5s`.
///
/// Without an instant it holds from the start. Inputs of one instant take effect in the order `--set`, `--pitfall`,
/// `--trigger`, `--mark`, and each as often as it was given, from left to right; where that is not the order in which
/// they happened, the text tells the place among them, counted from 1: `no-cancel@12.5s#1`.
public struct TimedArgument: Hashable, Sendable {
  /// What stands before the instant: `consumers=8`.
  public var text: String
  public var instant: VirtualInstant?
  /// The place among the inputs of that instant; nothing where the usual order is right.
  public var place: Int?

  public init(text: String, instant: VirtualInstant? = nil, place: Int? = nil) {
    self.text = text
    self.instant = instant
    self.place = place
  }

  /// Reads an argument: what follows the last `@` is an instant if it reads as one, else it is part of the text.
  public init(_ argument: String) {
    self.init(text: argument)
    guard let at = argument.lastIndex(of: "@") else { return }
    var time = argument[argument.index(after: at)...]
    var place: Int?
    if let hash = time.lastIndex(of: "#") {
      guard let number = Int(time[time.index(after: hash)...]), number > 0 else { return }
      place = number
      time = time[..<hash]
    }
    guard let duration = DurationText.parse(String(time)) else { return }
    text = String(argument[..<at])
    instant = VirtualInstant.zero.advanced(by: duration)
    self.place = place
  }

  /// What stands after the last `@` of an argument whose instant could not be read; nil if there is
  /// none.
  public var unreadInstant: String? {
    guard instant == nil, let at = text.lastIndex(of: "@") else { return nil }
    return String(text[text.index(after: at)...])
  }

  /// The name and the value of a setting, `KNOB=VALUE`; nothing where there is no equals sign or no name.
  public var setting: (name: String, value: String)? {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}

extension TimedArgument: CustomStringConvertible {
  /// The form that the command line takes; reading it back gives an equal argument.
  public var description: String {
    guard let instant else { return text }
    return "\(text)@\(instant.text)" + (place.map { "#\($0)" } ?? "")
  }
}

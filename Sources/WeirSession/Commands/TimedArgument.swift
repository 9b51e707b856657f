import WeirAnalysis
public import WeirEvents
import WeirLog

/// A value on the command line that may take effect later: `consumers=8@12.5s`.
///
/// Without an instant it applies from the start. Inputs at the same instant take effect in the
/// order `--set`, `--pitfall`, `--trigger`, `--mark`, and those of one option from left to right.
/// If they happened in another order, the text gives the position among them, counted from 1:
/// `no-cancel@12.5s#1`.
public struct TimedArgument: Hashable, Sendable {
  /// The part before the instant: `consumers=8`.
  public var text: String
  /// When it takes effect; `nil` for the start.
  public var instant: VirtualInstant?
  /// The position among the inputs at that instant, counted from 1; `nil` for the usual order.
  public var place: Int?

  /// Creates an argument from its parts.
  public init(text: String, instant: VirtualInstant? = nil, place: Int? = nil) {
    self.text = text
    self.instant = instant
    self.place = place
  }

  /// Parses an argument. What follows the last `@` is the instant if it is a valid one; otherwise
  /// it is part of the text.
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

  /// The part after the last `@` if it is not a valid instant; `nil` if there is none.
  public var unreadInstant: String? {
    guard instant == nil, let at = text.lastIndex(of: "@") else { return nil }
    return String(text[text.index(after: at)...])
  }

  /// The name and value of a knob, `KNOB=VALUE`; `nil` if there is no equals sign or no name.
  public var setting: (name: String, value: String)? {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}

extension TimedArgument: CustomStringConvertible {
  /// The argument as written on the command line; parsing it gives an equal argument.
  public var description: String {
    guard let instant else { return text }
    return "\(text)@\(instant.text)" + (place.map { "#\($0)" } ?? "")
  }
}

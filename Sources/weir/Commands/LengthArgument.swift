import WeirAnalysis
import WeirEvents
import WeirLog

/// A duration on the command line, with separate errors for one that is invalid, negative or too
/// long.
struct LengthArgument {
  let duration: Duration

  /// The instant so long after the start of a run.
  var instant: VirtualInstant { .zero.advanced(by: duration) }

  init(_ text: String, of option: String) throws(UsageError) {
    if let duration = DurationText.parse(text) {
      self.duration = duration
    } else if text.hasPrefix("-"), LengthArgument.isDuration(text.dropFirst()) {
      throw .negativeDuration(option: option, text)
    } else if LengthArgument.isDuration(text[...]) {
      throw .durationOutOfRange(option: option, text)
    } else {
      throw .noDuration(option: option, text)
    }
  }

  /// Whether a text has the form of a duration, of any length.
  private static func isDuration(_ text: Substring) -> Bool {
    text.wholeMatch(of: #/[0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h)/#) != nil
  }
}

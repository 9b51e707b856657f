import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession
import WeirWording

/// The first place at which two versions of a run differ, in words.
struct RunDifference: Hashable {
  /// The instant of the difference.
  let instant: VirtualInstant
  /// The number of the event, counted from 1; `nil` if it is unknown.
  let event: Int?
  /// The line of the log; `nil` if there is no log.
  let line: Int?
  /// Both versions, each with its source.
  let versions: [Version]

  /// One of the two versions.
  struct Version: Hashable {
    let source: String
    let text: String
  }

  init(
    at instant: VirtualInstant, event: Int?, line: Int? = nil, _ versions: [Version]
  ) {
    (self.instant, self.event, self.line, self.versions) = (instant, event, line, versions)
  }

  /// Creates the difference between a log and its run.
  ///
  /// - Parameter analysis: The analysis of the run before the difference.
  init(_ difference: LogDifference, after analysis: Analysis, namesEvent: Bool) {
    var texts = [difference.found, difference.expected].map { version in
      RunDifference.words(version, after: analysis)
    }
    if texts[0] == texts[1] {
      // The words are equal: show the lines themselves.
      texts = [difference.found, difference.expected].map { RunDifference.shortened($0.text ?? "") }
    }
    self.init(
      at: difference.instant, event: namesEvent ? difference.eventsBefore + 1 : nil,
      line: difference.line,
      [.init(source: "log", text: texts[0]), .init(source: "run", text: texts[1])])
  }

  /// The place of the difference: `in second 3 (from 2s to 3s), at line 812, event 790`.
  var place: String {
    let second = max(instant.nanoseconds, 0) / 1_000_000_000
    let parts = [
      "in second \(second + 1) (from \(second)s to \(second + 1)s)", line.map { "at line \($0)" },
      event.map { "event \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  /// Both versions, one line each.
  var lines: [String] {
    let width = versions.map(\.source.count).max() ?? 0
    return versions.map { version in
      let name = version.source + ":" + String(repeating: " ", count: width - version.source.count)
      return "  \(name) \(version.text.printable)"
    }
  }
}

extension RunDifference {
  /// An event with its instant: `at 2.125s: producer-1 is ready`.
  static func words(_ event: Event, after analysis: Analysis) -> String {
    "at \(instant(event.instant)): \(EventDescription(event, after: analysis))"
  }

  /// Two events that differ, each in words; if the words are the same, as the lines of a log.
  static func words(_ first: Event?, _ second: Event?, after analysis: Analysis) -> [String] {
    func texts(_ text: (Event) -> String) -> [String] {
      [first, second].map { $0.map(text) ?? "nothing more" }
    }
    let words = texts { self.words($0, after: analysis) }
    return words[0] == words[1] ? texts { shortened(LogWriter.line(of: $0)) } : words
  }

  private static func words(_ version: LineVersion, after analysis: Analysis) -> String {
    switch version {
    case .nothing: "nothing more"
    case .header(let text): "the header \(shortened(text))"
    case .unknown(""): "a line that is empty or too long"
    case .unknown(let text): "an unknown line: \(shortened(text))"
    case .wrong(let problem, let text): "an invalid line, since \(problem): \(shortened(text))"
    case .entry(.event(let event), _): words(event, after: analysis)
    case .entry(.finding(.raised(let finding), let now), _):
      """
      at \(instant(now)): warning raised, \(finding.lint.rawValue), \(finding.subject), since \
      \(instant(finding.since)): \(finding.evidence)
      """
    case .entry(.finding(.cleared(let finding), let now), _):
      """
      at \(instant(now)): warning cleared, \(finding.lint.rawValue), \(finding.subject), since \
      \(instant(finding.since))
      """
    case .entry(.checkpoint(let checkpoint), _): "at \(words(checkpoint, "checkpoint"))"
    case .entry(.end(let checkpoint, let reason), _):
      "at \(words(checkpoint, "end")), reason '\(reason.rawValue)'"
    }
  }

  private static func words(_ checkpoint: SessionEntry.Checkpoint, _ name: String) -> String {
    let digest = checkpoint.digest.map { ", digest \($0)" } ?? ""
    return
      "\(instant(checkpoint.instant)): \(name), \(CountText(checkpoint.events, "event"))\(digest)"
  }

  private static func instant(_ instant: VirtualInstant) -> String {
    ExactTimeText(instant).description
  }

  private static func shortened(_ text: String) -> String {
    text.count > 300 ? text.prefix(300) + "…" : text
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

/// The word in the header for what is shown.
enum SourceWord: CaseIterable {
  case live, replay, end, cut

  init(_ run: ShownRun) {
    switch (run.source.ending, run.source.kind) {
    case (.end, _): self = .end
    case (.cut, _), (.failed, _): self = .cut
    case (nil, _) where run.analysis.state == .finished: self = .end
    case (nil, .simulation): self = .live
    case (nil, .log): self = .replay
    }
  }

  /// The word with its sign, which identifies it without colours.
  var text: String {
    switch self {
    case .live: "● LIVE"
    case .replay: "▸ REPLAY"
    case .end: "■ END"
    case .cut: "✗ CUT"
    }
  }

  /// One sentence.
  var meaning: String {
    switch self {
    case .live: "A simulation is running in this program."
    case .replay: "A log is being played."
    case .end: "The last event has been shown."
    case .cut: "The log stops in the middle, so the last events are missing."
    }
  }

  func style() -> Style {
    switch self {
    case .live: .good
    case .replay: .strongAccent
    case .end: .strong
    case .cut: .bad
    }
  }

  /// The width of the widest word for a kind of source, so that nothing after it moves.
  static func columns(of kind: SourceStatus.Kind) -> Int {
    switch kind {
    case .simulation: 6
    case .log: 8
    }
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// Details about the connection to a real program, beside the word for its state.
struct ConnectionText {
  private let run: ShownRun

  init(_ run: ShownRun) { self.run = run }

  /// A few words; `nil` if all is well, or if it is no program that is watched.
  var detail: String? {
    switch run.source.connection {
    case .silent(let seconds)?:
      return "not heard from for \(ConnectionText.text(ofSilence: seconds))"
    case .reconnecting?: return "waiting for it to start again"
    case .connected?: return run.block.flatMap(text)
    case nil: return run.source.exit.map { "ended with \($0.text)" }
    }
  }

  /// Whole seconds or minutes, so that they have room beside a word.
  static func text(ofSilence seconds: Int) -> String {
    seconds < 100 ? "\(seconds)s" : "\(seconds / 60)min"
  }

  /// Tenths of a second as long as those are short, then like a silence.
  static func text(ofBlock time: Duration) -> String {
    let tenths = Int(max(time.seconds, 0) * 10)
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10)s" : text(ofSilence: tenths / 10)
  }

  private func text(of block: ShownRun.Block) -> String? {
    block.place.isEmpty ? nil : "blocked in \(block.place)"
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What can come next in the command being typed, and a note about it.
struct Completion: Sendable, Hashable {
  /// What the candidates are, such as `themes`.
  var title: String
  /// The text before the word being typed.
  var stem: String
  var candidates: [Candidate]
  /// A note about what can be typed here.
  var note = ""

  struct Candidate: Sendable, Hashable {
    var text: String
    var note: String
    /// Whether an argument follows it.
    var takesArgument = false
  }

  /// The line with one of the candidates in it.
  func text(with candidate: Candidate) -> String {
    stem + candidate.text + (candidate.takesArgument ? " " : "")
  }
}

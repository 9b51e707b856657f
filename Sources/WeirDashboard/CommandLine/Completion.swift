import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What can come next in a command that is being typed, and what there is to say about it.
struct Completion: Sendable, Hashable {
  /// What the candidates are, such as `themes`.
  var title: String
  /// What stands before the word that is being typed.
  var stem: String
  var candidates: [Candidate]
  /// A line about what is to be typed.
  var note = ""

  struct Candidate: Sendable, Hashable {
    var text: String
    var note: String
    /// Whether something must come behind it.
    var goesOn = false
  }

  /// The line with one of them in it.
  func text(with candidate: Candidate) -> String {
    stem + candidate.text + (candidate.goesOn ? " " : "")
  }
}

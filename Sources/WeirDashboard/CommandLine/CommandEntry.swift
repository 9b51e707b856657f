/// The state of the command line besides the text: an error, a completion, a recalled line.
struct CommandEntry: Sendable, Hashable {
  /// Why the command was not run: two sentences.
  var error: String?
  /// The candidates that Tab steps through.
  var choice: Choice?
  /// The line of the history that Up and Down have reached.
  var recall: Recall?

  /// One of several candidates, which stay the same until another key is pressed.
  struct Choice: Sendable, Hashable {
    var completion: Completion
    var index: Int

    /// The line with the chosen candidate in it.
    var text: String { completion.text(with: completion.candidates[index]) }

    mutating func move(_ step: Int) {
      let count = completion.candidates.count
      index = (index + step + count) % count
    }
  }

  /// A line of the history, and what had been typed before it was recalled.
  struct Recall: Sendable, Hashable {
    var typed: String
    var place: Int
  }
}

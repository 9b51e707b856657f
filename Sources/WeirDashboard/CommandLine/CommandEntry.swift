/// What goes on while a command is typed, besides its line.
struct CommandEntry: Sendable, Hashable {
  /// Why the line was not carried out: two sentences.
  var error: String?
  /// What is being gone through with Tab.
  var choice: Choice?
  /// What is being gone through with Up and Down.
  var recall: Recall?

  /// One of some candidates, which stay the same until another key comes.
  struct Choice: Sendable, Hashable {
    var completion: Completion
    var index: Int

    /// The line with the chosen one in it.
    var text: String { completion.text(with: completion.candidates[index]) }

    mutating func move(_ step: Int) {
      let count = completion.candidates.count
      index = (index + step + count) % count
    }
  }

  /// A line of the history, and what had been typed before it was looked for.
  struct Recall: Sendable, Hashable {
    var typed: String
    var place: Int
  }
}

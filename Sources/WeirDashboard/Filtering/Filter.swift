/// Which tasks or events the user wants to see: words that must all match.
///
/// A word is a part of the text of a task or an event; case doesn't matter. With `!` before it, it
/// must not match. With `state:`, `name:`, `wait:` (or `on:`), `at:`, `role:` or `id:` before it,
/// it looks at that alone; of several words with commas between them any one has to match.
/// Quotation marks keep blanks in a word. A word with an unknown key is text.
struct Filter: Sendable, Equatable {
  /// As it was typed.
  let text: String
  let terms: [Term]

  init(_ text: String = "") {
    self.text = text
    terms = Filter.words(of: text).compactMap(Term.init)
  }

  /// Whether it lets everything through.
  var isEmpty: Bool { terms.isEmpty }

  func passes(_ subject: some Filterable) -> Bool {
    for term in terms where !term.holds(of: subject) { return false }
    return true
  }

  /// What is not understood, and what would be, in two sentences; `nil` if all is well.
  var problem: String? {
    terms.lazy.compactMap(\.unknownState).first.map { word in
      "No state begins with “\(word)”. Try waiting, blocked, sleeping, running, live or ended."
    }
  }

  /// The texts that the filter looks for in names and waits, in lowercase.
  var needles: [String] { needles(of: [.text, .name, .wait]) }

  /// The texts that it looks for in places in the source, in lowercase.
  var placeNeedles: [String] { needles(of: [.at]) }

  private func needles(of keys: [Term.Key]) -> [String] {
    terms.filter { !$0.isInverted && keys.contains($0.key) }.flatMap(\.values)
  }
}

extension Filter {
  /// The words between blanks. Quotation marks keep blanks in a word, and are left out.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    return (words + [word]).filter { !$0.isEmpty }
  }
}

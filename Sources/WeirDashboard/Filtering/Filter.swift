/// What a person wants to see of tasks and events: words that must all hold.
///
/// A word is a part of what there is to read, capitals or not. With `!` before it, it must not hold. `state:`, `name:`,
/// `wait:` (or `on:`), `at:`, `role:` and `id:` before a word look at one thing alone; several words with commas between mean
/// any of them. What has blanks in it stands in quotation marks. A word that is no known key is text.
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

  /// What can't be understood, and what could: two sentences. Nothing where all is well.
  var problem: String? {
    terms.lazy.compactMap(\.unknownState).first.map { word in
      "No state begins with “\(word)”. Try waiting, blocked, sleeping, running, live or ended."
    }
  }

  /// The texts that names and what is waited for have in them because of the filter, in small letters.
  var needles: [String] { needles(of: [.text, .name, .wait]) }

  /// Those that places in the source have in them.
  var placeNeedles: [String] { needles(of: [.at]) }

  private func needles(of keys: [Term.Key]) -> [String] {
    terms.filter { !$0.isInverted && keys.contains($0.key) }.flatMap(\.values)
  }
}

extension Filter {
  /// The words between blanks; quotation marks, which are left out, keep blanks in a word.
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

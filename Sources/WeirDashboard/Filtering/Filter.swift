import WeirScreen

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

extension Filter {
  /// One of the words of a filter.
  struct Term: Sendable, Equatable {
    let key: Key
    /// In lowercase; one of them has to match.
    let values: [String]
    let isInverted: Bool
    /// The activities that match, if it is about states.
    private let activities: ActivitySet

    /// What a word looks at.
    enum Key: String, Sendable {
      case text, state, name, wait, at, role, id
    }

    /// Reads a word; `nil` if it is incomplete, as `!` and `state:` are while they are typed.
    init?(_ word: String) {
      isInverted = word.hasPrefix("!")
      let (key, value) = Term.split(isInverted ? String(word.dropFirst()) : word)
      let values = value.lowercased().split(separator: key == .text ? "\u{0}" : ",").map(
        String.init)
      guard !values.isEmpty else { return nil }
      self.key = key
      self.values = values
      activities = key == .state ? values.reduce(into: []) { $0.formUnion(.init(named: $1)) } : []
    }

    private static func split(_ word: String) -> (key: Key, value: String) {
      guard let colon = word.firstIndex(of: ":") else { return (.text, word) }
      let name = word[..<colon].lowercased()
      guard let key = name == "on" ? .wait : Key(rawValue: name) else { return (.text, word) }
      return (key, String(word[word.index(after: colon)...]))
    }

    /// The first word that is not a state; `nil` if all are.
    var unknownState: String? {
      key == .state ? values.first { ActivitySet(named: $0).isEmpty } : nil
    }
  }
}

extension Filter.Term {
  func holds(of subject: some Filterable) -> Bool {
    isMet(by: subject) != isInverted
  }

  private func isMet(by subject: some Filterable) -> Bool {
    switch key {
    case .text: subject.hasText { $0.contains(anyOf: values) }
    case .state: subject.activity.map(activities.contains) ?? false
    case .name: subject.hasName { $0.contains(anyOf: values) }
    case .wait: subject.waitsOn { $0.contains(anyOf: values) }
    case .at: subject.isAt { $0.contains(anyOf: values) }
    case .role: subject.hasRole { $0.contains(anyOf: values) }
    case .id: values.contains { subject.number.map(String.init) == $0 }
    }
  }
}

extension String {
  fileprivate func contains(anyOf needles: [String]) -> Bool {
    needles.contains { contains(lowercased: $0) }
  }
}

import WeirScreen

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

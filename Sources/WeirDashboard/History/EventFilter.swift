/// Which events are shown: those whose sentence contains a text, or, with `!` before it, those that don't.
///
/// Capitals don't matter. No text lets all through.
struct EventFilter: Sendable, Equatable {
  /// As it was typed.
  let text: String
  private let needle: String
  private let isInverted: Bool

  init(_ text: String = "") {
    self.text = text
    isInverted = text.hasPrefix("!")
    needle = (isInverted ? String(text.dropFirst()) : text).lowercased()
  }

  var isEmpty: Bool { needle.isEmpty }

  func passes(_ sentence: String) -> Bool {
    needle.isEmpty || sentence.lowercased().contains(needle) != isInverted
  }
}

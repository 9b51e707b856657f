extension Symbol {
  /// What an error is called in reports: its type.
  ///
  /// A private type is described with a mark of its file in some builds and without one in others; here it never has one, so
  /// that a run is the same in all.
  public init(of error: any Error) {
    self.init(typeDescription: String(describing: type(of: error)))
  }

  /// The type's own name: `WorkFailed` of `(WorkFailed in _3A7B…)`.
  init(typeDescription text: String) {
    guard text.hasPrefix("("), let end = text.firstRange(of: " in ") else {
      self.init(text)
      return
    }
    self.init(String(text[text.index(after: text.startIndex)..<end.lowerBound]))
  }
}

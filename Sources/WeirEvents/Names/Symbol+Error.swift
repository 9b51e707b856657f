extension Symbol {
  /// The name of an error in reports: its type.
  ///
  /// The description of a private type includes a mark of its file in some builds only. It is
  /// removed here, so that a run is the same in all builds.
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

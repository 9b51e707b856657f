/// The kinds of lines that follow from the events of a log, by the names that stand there.
enum DerivedKind: String, CaseIterable {
  case warningRaised, warningCleared, checkpoint, end
}

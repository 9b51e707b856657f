/// The kinds of lines that are derived from the events of a log, by their names in the log.
enum DerivedKind: String, CaseIterable {
  case warningRaised, warningCleared, checkpoint, end
}

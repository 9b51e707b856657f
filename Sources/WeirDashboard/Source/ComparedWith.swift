public import WeirEvents

/// What is shown beside a run.
public enum ComparedWith: Sendable, Hashable {
  /// A simulation, from its start.
  case run(RunSpecification)
  /// The log at this path.
  case log(path: String)
}

public import WeirAnalysis
public import WeirEvents
public import WeirLog

/// The comparison of two runs as JSON, with the first event at which they differ in words.
///
/// Keys have a fixed order and numbers one form, so that equal runs give equal texts.
public struct ComparisonReport: Sendable {
  /// The first event at which the runs differ, with both versions in words.
  public struct FirstDifference: Hashable, Sendable {
    /// The number of the event, counted from 1.
    public let event: Int
    /// When it happened.
    public let instant: VirtualInstant
    /// What happened in A.
    public let a: String
    /// What happened in B.
    public let b: String

    /// A difference in words.
    public init(event: Int, at instant: VirtualInstant, a: String, b: String) {
      (self.event, self.instant, self.a, self.b) = (event, instant, a, b)
    }
  }

  /// The base.
  public let a: ComparedRun
  /// The other run.
  public let b: ComparedRun
  /// What was set differently, and the figures.
  public let comparison: RunComparison
  /// Where the runs part; `nil` if they never do.
  public let firstDifference: FirstDifference?
  /// Whether they are known to be the same, event by event, to their ends.
  public let isEqual: Bool

  /// Compares two runs.
  ///
  /// - Parameter isEqual: Whether they are known to be the same to their ends; not only as far as
  ///   the shorter one goes.
  public init(
    _ a: ComparedRun, _ b: ComparedRun, firstDifference: FirstDifference?, isEqual: Bool
  ) {
    (self.a, self.b, self.firstDifference) = (a, b, firstDifference)
    self.isEqual = isEqual
    comparison = RunComparison(
      a.model, b.model, clearedInA: a.cleared, clearedInB: b.cleared)
  }

  /// The comparison as one object.
  public var json: JSONValue {
    .object([
      .init("a", a.summary), .init("b", b.summary), .init("parameters", .array(parameters)),
      .init("firstDifference", firstDifference.map(ComparisonReport.json) ?? .null),
      .init("isEqual", .bool(isEqual)),
      .init("figures", .array(comparison.figures.map(JSONValue.init))),
    ])
  }

  private var parameters: [JSONValue] {
    let inputs =
      comparison.hasOtherInputs
      ? [
        JSONValue.object([
          .init("name", .string("inputs")), .init("a", a.inputs), .init("b", b.inputs),
        ])
      ] : []
    return comparison.parameters.map(JSONValue.init) + inputs
  }

  private static func json(_ difference: FirstDifference) -> JSONValue {
    .object([
      .init("event", .count(difference.event)),
      .init("atSeconds", .number(difference.instant.seconds)),
      .init("a", .string(difference.a)), .init("b", .string(difference.b)),
    ])
  }
}

extension JSONValue {
  fileprivate init(_ parameter: ParameterDifference) {
    self = .object([
      .init("name", .string(parameter.name)),
      .init("a", parameter.a.map(JSONValue.scalar) ?? .null),
      .init("b", parameter.b.map(JSONValue.scalar) ?? .null),
    ])
  }

  fileprivate init(_ figure: FigureComparison) {
    self = .object([
      .init("name", .string(figure.name)), .init("unit", .string(figure.unit.rawValue)),
      .init("a", .optional(figure.a)), .init("b", .optional(figure.b)),
      .init("delta", .optional(figure.delta)), .init("deltaShare", .optional(figure.deltaShare)),
      .init("better", figure.better.map { .string($0 == .a ? "a" : "b") } ?? .null),
    ])
  }
}

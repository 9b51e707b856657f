public import WeirEvents

/// Two runs side by side: what was set differently, and what came of it.
///
/// It is calculated from what is known of both runs, at their ends or at any instant before.
public struct RunComparison: Sendable {
  /// What was set differently at the start: scenario, preset, pitfall and seed, then the knobs in
  /// the order of A.
  public let parameters: [ParameterDifference]
  /// Whether both runs say how they were set up: recordings of programs have neither a seed nor
  /// settings.
  public let knowsParameters: Bool
  /// Whether what the user did to the runs differs.
  public let hasOtherInputs: Bool
  /// The figures of both, paired by name.
  public let figures: [FigureComparison]
  /// The findings that hold in A, those of one kind folded into one.
  public let findingsOfA: [Finding]
  /// The findings that hold in B.
  public let findingsOfB: [Finding]
  /// The run that completed a smaller share of its items and requests, by `lossShare` or more: its
  /// latencies are those of what was not lost. `nil` if there is none.
  public let lossySide: RunSide?
  private let itemsOfA: Metrics.ItemCounts
  private let itemsOfB: Metrics.ItemCounts
  /// The findings of A that were cleared, if one of the two is a real program, whose findings may
  /// be cleared by its end alone.
  public let clearedOfA: [Finding]
  /// The findings of B that were cleared, if one of the two is a real program.
  public let clearedOfB: [Finding]
  /// How far A has come.
  public let endOfA: VirtualInstant
  /// How far B has come.
  public let endOfB: VirtualInstant

  /// Compares two runs as far as they are known.
  ///
  /// - Parameters:
  ///   - clearedInA: The findings of A that were raised and cleared, one for each kind.
  ///   - clearedInB: The findings of B that were raised and cleared.
  /// - Complexity: As for `RunFigures`.
  public init(
    _ a: RunModel, _ b: RunModel, clearedInA: [Finding] = [], clearedInB: [Finding] = []
  ) {
    let isReal = a.start.clock == .real || b.start.clock == .real
    (clearedOfA, clearedOfB) = isReal ? (clearedInA, clearedInB) : ([], [])
    parameters = RunComparison.parameters(a.start, b.start)
    knowsParameters = [a.start, b.start].allSatisfy { $0.seed != nil || !$0.parameters.isEmpty }
    hasOtherInputs = a.inputs != b.inputs
    let figuresOfA = RunFigures(a.analysis, clearedCount: isReal ? clearedOfA.count : nil)
    let figuresOfB = RunFigures(b.analysis, clearedCount: isReal ? clearedOfB.count : nil)
    (itemsOfA, itemsOfB) = (a.analysis.metrics.items, b.analysis.metrics.items)
    let lossySide = RunComparison.lossySide(itemsOfA, itemsOfB)
    self.lossySide = lossySide
    figures = zip(figuresOfA.sections, figuresOfB.sections).flatMap(FigureComparison.pairs)
      .map { $0.judged(withLossesIn: lossySide) }
    (findingsOfA, findingsOfB) = (a.analysis.foldedFindings, b.analysis.foldedFindings)
    (endOfA, endOfB) = (a.analysis.now, b.analysis.now)
  }

  /// How many items and requests there were in a run, and what became of them.
  public func items(of side: RunSide) -> Metrics.ItemCounts { side == .a ? itemsOfA : itemsOfB }

  /// The parameter of that name, if it differs; `nil` if it does not.
  public func parameter(named name: String) -> ParameterDifference? {
    parameters.first { $0.name == name }
  }

  /// The figure of that name; `nil` if neither run has it.
  public func figure(named name: String) -> FigureComparison? {
    figures.first { $0.name == name }
  }

  /// From this difference on, latencies are about other work: one of the completed shares of all
  /// items and requests, as a share of the greater.
  public static let lossShare = 0.1

  private static func lossySide(_ a: Metrics.ItemCounts, _ b: Metrics.ItemCounts) -> RunSide? {
    let shares = [a, b].map { Double($0.completed) / Double(max($0.produced, 1)) }
    guard a.produced > 0, b.produced > 0,
      abs(shares[0] - shares[1]) >= lossShare * max(shares[0], shares[1]), shares[0] != shares[1]
    else { return nil }
    return shares[0] < shares[1] ? .a : .b
  }

  private static func parameters(_ a: RunStart, _ b: RunStart) -> [ParameterDifference] {
    let start = [
      ParameterDifference("scenario", a.scenario, b.scenario),
      ParameterDifference("preset", a.preset, b.preset),
      ParameterDifference("pitfall", a.pitfall, b.pitfall),
      ParameterDifference("seed", a.seed.map(String.init), b.seed.map(String.init)),
    ]
    let names = a.parameters.map(\.name)
    let others = b.parameters.map(\.name).filter { !names.contains($0) }
    let knobs = (names + others).map { name in
      ParameterDifference(
        name, a.parameters.first { $0.name == name }?.text,
        b.parameters.first { $0.name == name }?.text)
    }
    return (start + knobs).compactMap(\.self)
  }
}

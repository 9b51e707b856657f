/// One figure of two runs.
public struct FigureComparison: Hashable, Sendable {
  /// The name for scripts: `latency.p99`.
  public let name: String
  /// The name for people: `latency p99`.
  public let label: String
  /// What it measures.
  public let unit: Figure.Unit
  /// Which of two values is better.
  public let direction: Figure.Direction
  /// The value in A; `nil` if A has none.
  public let a: Double?
  /// The value in B; `nil` if B has none.
  public let b: Double?
  /// The run that completed so small a share that this figure, which is about what was completed,
  /// can't be called better there: what was slow may not have been completed. `nil` if there is
  /// none.
  public private(set) var lossySide: RunSide?

  /// Compares two figures of one name, of which at least one exists.
  init?(_ a: Figure?, _ b: Figure?) {
    guard let figure = a ?? b, a?.value != nil || b?.value != nil else { return nil }
    (name, label) = (figure.name, figure.label)
    (unit, direction) = (figure.unit, figure.direction)
    (self.a, self.b) = (a?.value, b?.value)
  }

  /// How much more B has than A; `nil` if one of them has no value.
  public var delta: Double? {
    guard let a, let b else { return nil }
    return b - a
  }

  /// The difference as a share of A; `nil` if there is none to take it from.
  public var deltaShare: Double? {
    guard let a, let delta else { return nil }
    return a == 0 ? (delta == 0 ? 0 : nil) : delta / a
  }

  /// Whether both runs have exactly this value.
  public var isEqual: Bool { delta == 0 }

  /// The run with the better value; `nil` if they are equal, or if neither value is better.
  public var better: RunSide? {
    nominal == lossySide ? nil : nominal
  }

  /// Whether the better value is that of the run that completed too small a share.
  public var isWithheld: Bool { nominal != nil && nominal == lossySide }

  /// The run with the better value, whatever it completed.
  private var nominal: RunSide? {
    guard let delta, delta != 0 else { return nil }
    return direction.better(ifMoreInB: delta > 0)
  }

  /// The same figure, as far as it can be judged if one run has completed a much smaller share of
  /// its work than the other.
  func judged(withLossesIn side: RunSide?) -> FigureComparison {
    guard unit == .seconds,
      name.hasPrefix("latency.") || name.contains(".wait.") || name.hasSuffix(".blocked")
    else { return self }
    var figure = self
    figure.lossySide = side
    return figure
  }
}

extension Figure.Direction {
  /// The run with the better value, if B has more or less than A; `nil` if neither is better.
  fileprivate func better(ifMoreInB isMore: Bool) -> RunSide? {
    switch self {
    case .higher: isMore ? .b : .a
    case .lower: isMore ? .a : .b
    case .neither: nil
    }
  }
}

extension FigureComparison {
  /// Pairs the figures of two sections by name: in the order of A, followed by those that only B
  /// has.
  /// - Complexity: Linear in the number of figures, of which there are thousands with hundreds of
  ///   queues.
  static func pairs(_ a: [Figure], _ b: [Figure]) -> [FigureComparison] {
    let names = Set(a.map(\.name))
    let others = Dictionary(b.map { ($0.name, $0) }) { first, _ in first }
    return a.compactMap { FigureComparison($0, others[$0.name]) }
      + b.filter { !names.contains($0.name) }.compactMap { FigureComparison(nil, $0) }
  }
}

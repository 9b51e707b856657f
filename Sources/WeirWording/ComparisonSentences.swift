public import WeirAnalysis
import WeirEvents
import WeirScreen

/// What differs between two runs, in words.
public struct ComparisonSentences: Hashable, Sendable {
  /// What was set differently: `capacity 8 → 16, all else equal`.
  public let difference: String
  /// Why figures of these runs must be compared with care, a sentence each; empty if all is well.
  public let cautions: [String]
  /// The first of them in two words, where there is little room; `nil` if all is well.
  public let shortCaution: String?

  /// Why the latencies of one run are not called better, in a sentence; `nil` if they may be.
  public let losses: String?
  /// The same in a few words.
  public let shortLosses: String?

  /// Describes a comparison.
  ///
  /// - Parameter comparesLengths: Whether a run has ended, so that other lengths are no accident of
  ///   the moment.
  public init(_ comparison: RunComparison, comparesLengths: Bool = true) {
    difference = ComparisonSentences.difference(comparison)
    let all = [
      (ComparisonSentences.scenarios(comparison), "▲ other scenario"),
      (ComparisonSentences.seeds(comparison), "▲ other seed"),
      (comparesLengths ? ComparisonSentences.lengths(comparison) : nil, "▲ lengths differ"),
    ]
    cautions = all.compactMap(\.0)
    shortCaution = all.first { $0.0 != nil }?.1
    losses = ComparisonSentences.losses(comparison)
    shortLosses = losses.flatMap { _ in
      comparison.lossySide.map { "\($0.rawValue) completed less" }
    }
  }

  /// How many parameters are named; further ones are counted.
  private static let limit = 3

  private static func difference(_ comparison: RunComparison) -> String {
    let changes = comparison.parameters.map { parameter in
      "\(parameter.name) \(parameter.a ?? "none") → \(parameter.b ?? "none")"
    }
    var parts = Array(changes.prefix(limit))
    if changes.count > limit { parts.append("\(changes.count - limit) more") }
    if comparison.hasOtherInputs { parts.append("what was done during the run") }
    guard let last = parts.popLast() else {
      return comparison.knowsParameters
        ? "nothing: scenario, settings and seed are the same"
        : "nothing that is known: they have no seed and no settings"
    }
    let text = parts.isEmpty ? last : "\(parts.joined(separator: ", ")) and \(last)"
    // Runs of two scenarios have different tasks, and what was done to a run is not a setting.
    let isAll =
      comparison.knowsParameters && !comparison.hasOtherInputs
      && comparison.parameter(named: "scenario") == nil
    return isAll ? "\(text), all else equal" : text
  }

  private static func scenarios(_ comparison: RunComparison) -> String? {
    guard comparison.parameter(named: "scenario") != nil else { return nil }
    return "These are runs of two scenarios: figures of one name may mean different work."
  }

  private static func seeds(_ comparison: RunComparison) -> String? {
    guard let seed = comparison.parameter(named: "seed") else { return nil }
    guard let a = seed.a, let b = seed.b else {
      return "One of them has no seed: small differences may be random."
    }
    return "The seeds differ, \(a) and \(b): small differences may be random."
  }

  private static func losses(_ comparison: RunComparison) -> String? {
    guard let side = comparison.lossySide, comparison.figures.contains(where: \.isWithheld) else {
      return nil
    }
    return """
      \(completed(side, comparison)), \(completed(side.other, comparison)): latencies and waits \
      of \(side.rawValue) leave out what was not completed, and are not called better.
      """
  }

  private static func completed(_ side: RunSide, _ comparison: RunComparison) -> String {
    let items = comparison.items(of: side)
    return """
      \(side.rawValue) completed \(FigureText.whole(items.completed)) of \
      \(FigureText.whole(items.produced))
      """
  }

  private static func lengths(_ comparison: RunComparison) -> String? {
    let (a, b) = (comparison.endOfA, comparison.endOfB)
    guard a != b else { return nil }
    let lengths = [a, b].map { TimeText.short(VirtualInstant.zero.duration(to: $0)) }
    guard lengths[0] != lengths[1] else { return nil }
    return "A covers \(lengths[0]) and B \(lengths[1]): counts cover different lengths of time."
  }
}

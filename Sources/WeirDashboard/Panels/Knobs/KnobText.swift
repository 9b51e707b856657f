import WeirAnalysis
import WeirEvents
import WeirScreen

/// The values of knobs as the screen shows them.
enum KnobText {
  /// The value as the command line takes it, with its unit if there is room, and shortened if
  /// needed.
  static func value(_ value: ParameterValue, of knob: Knob, columns: Int) -> String {
    let full = value.description
    if case .count(let count) = value, !knob.unit.isEmpty {
      let unit = count == 1 && knob.unit.hasSuffix("s") ? String(knob.unit.dropLast()) : knob.unit
      if full.count + unit.count + 1 <= columns { return "\(full) \(unit)" }
    }
    if full.count <= columns { return full }
    guard case .time(let distribution) = value else { return full.padded(to: columns) }
    let short = "\(shortName(distribution.family)) \(DurationText(distribution.location))"
    return short.count <= columns ? short : short.padded(to: columns)
  }

  private static func shortName(_ family: TimeDistribution.Family) -> String {
    switch family {
    case .constant: "const"
    case .exponential: "exp"
    case .uniform: "unif"
    case .normal: "norm"
    case .lognormal: "logn"
    case .pareto: "par"
    }
  }
}

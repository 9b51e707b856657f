import WeirAnalysis
import WeirEvents
import WeirLog

/// The inputs of a command that never took effect because the run ended before them.
struct MissedInputs {
  private let first: TimedInput
  private let count: Int
  private let end: VirtualInstant

  /// Returns `nil` if all inputs took effect.
  init?(_ model: RunModel) {
    let inputs = model.start.specification?.inputs ?? []
    let missed = inputs.dropFirst(model.inputs.count + model.unkeptInputCount)
    guard let first = missed.first else { return nil }
    (self.first, count, end) = (first, missed.count, model.analysis.now)
  }

  /// A note about them; it is not an error, since a script may shorten a run.
  var note: String {
    let others = count == 1 ? "" : " and \(count - 1) more"
    let end = DurationText(VirtualInstant.zero.duration(to: end))
    let instant = DurationText(VirtualInstant.zero.duration(to: first.instant))
    return """
      The run ended at \(end), before \(name) at \(instant)\(others). Choose an earlier instant, or a longer \
      --for.
      """
  }

  private var name: String {
    switch first.input {
    case .parameterChanged(let name, let value): "\(name)=\(value)"
    case .pitfallSwitched(let name): "the pitfall \(name ?? "none")"
    case .triggered(let name): "the trigger \(name)"
    case .markerSet: "a marker"
    }
  }
}

public import WeirAnalysis
import WeirEvents

extension RunModel {
  /// Returns the command that repeats the run so far, as typed into a shell; `nil` if this program
  /// can't repeat it.
  ///
  /// - Parameters:
  ///   - subcommand: `run` or `simulate`; the latter gets the length of the run.
  ///   - ascii: Whether characters beyond ASCII are escaped.
  public func command(as subcommand: String, ascii: Bool = false) -> String? {
    guard let specification else { return nil }
    let repetition = RepeatCommand(specification, scenario: scenario, subcommand: subcommand)
    let command = ascii ? repetition.asciiText : repetition.description
    guard subcommand == "simulate" else { return command }
    return "\(command) --for \(DurationText(VirtualInstant.zero.duration(to: analysis.now)))"
  }

  /// The command that opens the dashboard at the present instant of the run, paused; `nil` if this
  /// program can't repeat the run.
  public var commandToHere: RepeatCommand? {
    specification.map { RepeatCommand($0, scenario: scenario, pausedAt: analysis.now) }
  }
}

public import WeirAnalysis
import WeirEvents

extension RunModel {
  /// The command that repeats the run as far as it has come, as it is typed into a shell; nil if
  /// this program can't repeat it.
  ///
  /// - Parameters:
  ///   - subcommand: `run` or `simulate`.
  ///   - ascii: spells what is not ASCII.
  public func command(as subcommand: String, ascii: Bool = false) -> String? {
    guard let specification else { return nil }
    let repetition = RepeatCommand(specification, scenario: scenario, subcommand: subcommand)
    let command = ascii ? repetition.asciiText : repetition.description
    guard subcommand == "simulate" else { return command }
    return "\(command) --for \(DurationText(VirtualInstant.zero.duration(to: analysis.now)))"
  }
}

import ArgumentParser
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

/// `weir verify`: repeats the run of a log, and compares.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Repeat the run of a log, and compare.",
    discussion: HelpText.verifying)

  @Argument(help: "The log, or - for standard input.")
  var log: String

  @Flag(help: "Compare everything except the findings, which depend on the thresholds.")
  var ignoreFindings = false

  func run() throws {
    let configuration = Configuration()
    configuration.printProblems()
    let source = try LogSourcePath(argument: log)
    let stored = try source.stored()
    Interruption.watch()
    defer { Interruption.release() }
    let outline: LogOutline
    do throws(SessionError) {
      outline = try LogOutline(
        try stored.bytes(), path: stored.path,
        in: { try? ScenarioCatalog.description(of: $0.scenario) },
        while: { Interruption.signal == nil })
    } catch {
      if let signal = Interruption.signal { throw source.interrupted(signal) }
      throw error
    }
    if let signal = Interruption.signal { throw source.interrupted(signal) }
    let verification = try Verification(
      of: stored, outline, thresholds: configuration.settings.thresholds,
      comparesFindings: !ignoreFindings)
    try printOutcome(verification, outline, path: stored.path)
  }

  private func printOutcome(_ verification: Verification, _ outline: LogOutline, path: String)
    throws
  {
    switch verification.outcome {
    case .same: try StandardOutput.print(sentence(verification, outline, path) + ".")
    case .cut(let line):
      try StandardOutput.print(
        "\(sentence(verification, outline, path)), up to line \(line), where the log is cut.")
    case .differs(let difference):
      for line in difference.lines { try StandardOutput.print(line) }
      throw ExpectationError.logDiffers(
        path: path, difference, version: outline.header.version)
    case .findingsDiffer(let difference):
      for line in difference.lines { try StandardOutput.print(line) }
      throw ExpectationError.findingsDiffer(path: path, difference)
    case .interrupted(let signal):
      throw Interruption.Ended(
        signal: signal, instant: verification.instant,
        remark: "The log matches its run up to there.")
    }
  }

  /// Returns what was compared and found to be equal.
  private func sentence(
    _ verification: Verification, _ outline: LogOutline, _ path: String
  ) -> String {
    let length = ExactTimeText(verification.instant)
    let count = CountText(verification.eventCount, "event")
    guard !outline.isOnlyInputs else {
      return """
        The log '\(path)' matches its run: \(CountText(outline.inputs.count, "input")) and \
        the digest of each second, in \(length) of virtual time
        """
    }
    let without =
      outline.header.format < 2
      ? ", without digests and findings, which can't be compared in version 1 of the format"
      : ignoreFindings ? ", without the findings" : ""
    return """
      The log '\(path)' matches its run: \(count) in \(length) of virtual time\(without)
      """
  }
}

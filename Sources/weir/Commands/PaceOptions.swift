import ArgumentParser
import WeirDashboard

/// The options for the initial speed, for every command with a dashboard.
struct PaceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Run virtual time at this multiple of real time.", valueName: "x"))
  var speed: String?

  @Flag(help: "Start paused.")
  var paused = false

  /// Returns the requested speed; `nil` if there is none.
  func readSpeed() throws(UsageError) -> Double? {
    guard let speed else { return nil }
    guard let number = Double(speed), !number.isNaN else { throw .speedIsNoNumber(speed) }
    guard SpeedRange.range.contains(number) else { throw .speedOutOfRange(speed) }
    return number
  }
}

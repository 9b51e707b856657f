import ArgumentParser
import WeirDashboard

/// The options for the appearance of the screen, for every command with a dashboard.
struct ScreenOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The colour theme, by name.", valueName: "name"))
  var theme: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw at most this many frames per second.", valueName: "n"))
  var fps: String?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  /// Returns the requested frames per second; `nil` if there is no request.
  func readFrames() throws(UsageError) -> Int? {
    guard let fps else { return nil }
    switch WholeNumber(fps) {
    case .noNumber: throw .framesIsNoNumber(fps)
    case .number(let number) where Settings.frameRates.contains(Int(clamping: number)):
      return Int(number)
    case .number, .outOfRange: throw .framesOutOfRange(fps)
    }
  }
}

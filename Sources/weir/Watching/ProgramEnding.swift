import Foundation
import WeirDashboard

/// The end of a program that was started to be watched, when nobody watches it any more: it is
/// interrupted, as Ctrl-C does with a program in the foreground.
struct ProgramEnding {
  private let program: StartedProgram

  /// The signals, and for how many seconds each of them is waited for.
  private static let steps: [(signal: Int32, name: String, seconds: Double)] = [
    (SIGINT, "Interrupting", 10), (SIGTERM, "Terminating", 5), (SIGKILL, "Killing", 5),
  ]

  init(_ program: StartedProgram) { self.program = program }

  /// Ends the program if it still runs. Ctrl-C means not to wait for it any longer.
  func end() {
    program.leave()
    guard program.process.exit == nil else { return }
    Interruption.watch()
    defer { Interruption.release() }
    for step in ProgramEnding.steps {
      StandardError.print("weir: \(step.name) '\(program.name)'.")
      program.process.send(step.signal)
      let end = ContinuousClock.now + .seconds(step.seconds)
      while ContinuousClock.now < end {
        if program.process.wait(0.1) { return }
        if Interruption.signal != nil {
          Interruption.watch()
          break
        }
      }
    }
  }

  /// Says how it ended, and where what it has printed is.
  func report() {
    let exit = program.process.exit.map { "ended with \($0.text)" } ?? "is still running"
    let size = program.output.size
    let output = size == 0 ? "It printed nothing." : "Its output is in '\(program.output.path)'."
    StandardError.print("weir: '\(program.name)' \(exit). \(output)")
    program.output.discardIfEmpty()
  }
}

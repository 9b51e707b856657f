import Foundation
import WeirDashboard
import WeirEvents

/// The wait for a program that was started, until it has an event loop. What it prints meanwhile is
/// passed on to standard error.
struct ProgramWait {
  private let program: StartedProgram

  /// After this many seconds, a message says why there is still nothing to show.
  private static let patience = 10.0
  /// How many bytes are passed on at a time.
  private static let portion = 64 * 1024

  init(_ program: StartedProgram) { self.program = program }

  /// Waits for the log of its first event loop.
  ///
  /// - Throws: `WatchError` if the program ends before, or a signal arrives.
  func firstLog() throws(WatchError) -> OpenLog {
    Interruption.watch()
    defer { Interruption.release() }
    var output = ProgramOutput(path: program.output.path)
    var (offset, shown) = (0, 0)
    func passOn() {
      let bytes = program.output.bytes(from: offset, limit: ProgramWait.portion)
      offset += bytes.count
      output.append(bytes)
      let end = output.earlierCount + output.completeCount
      for line in output.lines.prefix(output.completeCount).suffix(max(end - shown, 0)) {
        StandardError.print(line)
      }
      shown = end
    }
    let begin = ContinuousClock.now
    var hasWarned = false
    let log = program.nextLog(while: {
      passOn()
      if !hasWarned, begin.duration(to: .now) > .seconds(ProgramWait.patience) {
        hasWarned = true
        StandardError.print(
          """
          weir: '\(program.name)' has not started an event loop of asyncio yet, which is what is shown. It needs \
          CPython 3.9 or newer. Press Ctrl-C to end it.
          """)
      }
      return Interruption.signal == nil
    })
    if let log { return log }
    while offset < program.output.size { passOn() }
    if let last = output.openLine { StandardError.print(last) }
    if let signal = Interruption.signal {
      throw .interrupted(name: program.name, signal: signal)
    }
    throw .neverReported(
      name: program.name, program.process.exit ?? .code(0), output: program.output.path)
  }
}

import Foundation
import WeirDashboard
import WeirEvents

/// The wait for a program that was started, until it has an event loop. What it prints meanwhile is
/// passed on to standard error.
struct ProgramWait {
  private let program: StartedProgram
  private let begin = ContinuousClock.now
  private var output: ProgramOutput
  /// How many bytes of the output have been read, and how many of its lines passed on.
  private var (offset, shownCount) = (0, 0)
  private var hasExplained = false

  /// After this many seconds, a message says why there is still nothing to show.
  private static let patience = 1.0
  /// How many bytes are passed on at a time.
  private static let portion = 64 * 1024

  init(_ program: StartedProgram) {
    self.program = program
    output = ProgramOutput(path: program.output.path)
  }

  /// Waits for the log of its first event loop.
  ///
  /// - Throws: `WatchError` if the program ends before, or a signal arrives.
  mutating func firstLog() throws(WatchError) -> OpenLog {
    Interruption.watch()
    defer { Interruption.release() }
    let log = program.nextLog(while: {
      passOn()
      explain()
      return Interruption.signal == nil
    })
    if let log { return log }
    passOnRest()
    if let signal = Interruption.signal {
      throw .interrupted(name: program.name, signal: signal)
    }
    throw .neverReported(
      name: program.name, program.process.exit ?? .code(0),
      output: program.output.size > 0 ? program.output.path : nil)
  }

  /// Passes on the complete lines of what was printed next.
  ///
  /// - Returns: Whether anything was printed.
  @discardableResult
  private mutating func passOn() -> Bool {
    let bytes = program.output.bytes(from: offset, limit: ProgramWait.portion)
    offset += bytes.count
    output.append(bytes)
    let end = output.earlierCount + output.completeCount
    for line in output.lines.prefix(output.completeCount).suffix(max(end - shownCount, 0)) {
      StandardError.print(line)
    }
    shownCount = end
    return !bytes.isEmpty
  }

  /// Passes on what was printed before the end. Processes that were left behind may print more.
  private mutating func passOnRest() {
    let end = program.output.size
    while offset < end, Interruption.signal == nil, passOn() {}
    if let last = output.openLine { StandardError.print(last) }
  }

  /// Says, once, why there is still nothing to show.
  private mutating func explain() {
    guard !hasExplained, begin.duration(to: .now) > .seconds(ProgramWait.patience) else { return }
    hasExplained = true
    StandardError.print(
      """
      weir: Waiting for an event loop of asyncio in '\(program.name)', which is what is shown; Ctrl-C ends it. It is \
      found on CPython 3.9 or newer, without the options -I, -E and -S.
      """)
  }
}

import Foundation
import Synchronization
import WeirDashboard
import WeirEvents
import WeirSession
import WeirTerminal

/// A program that was started to be watched: its process, what it prints, and the logs of it and of
/// the programs that it starts.
final class StartedProgram: Sendable {
  let command: [String]
  let process: ProgramProcess
  let output: ProgramOutputFile
  private let socket: ReaderSocket
  private let folders: ProbeFolders
  private let level: RunLevel?
  /// Whether the log of one of the processes is being read.
  private let isReading = Mutex(false)

  init(
    _ command: [String], _ environment: [String: String], level: RunLevel?, at place: ProbePlace,
    in folders: ProbeFolders, output: ProgramOutputFile, input: Int32?
  ) throws(WatchError) {
    (self.command, self.output, self.folders, self.level) = (command, output, folders, level)
    socket = try ReaderSocket(in: folders)
    do throws(WatchError) {
      process = try ProgramProcess(
        command,
        place.environment(environment, reader: socket.path, level: level?.rawValue),
        output: output.descriptor, input: input)
    } catch {
      socket.remove()
      throw error
    }
    let thread = Thread { [weak self] in
      AlternateStack.use()
      while let program = self { guard program.turnAwaySurplus() else { break } }
    }
    thread.name = "weir.surplus"
    thread.start()
  }

  /// The name of the program, for messages: the script rather than Python.
  var name: String { StartedProgram.name(of: command) }

  static func name(of command: [String]) -> String {
    let words = command.map { ($0 as NSString).lastPathComponent }
    return words.first { $0.hasSuffix(".py") } ?? words.first ?? ""
  }

  /// Notes that it is not watched any more.
  func leave() { socket.remove() }

  /// Closes the connections of other processes while the log of one is read; each of them can be
  /// watched by another weir.
  ///
  /// - Returns: `false` when the program has ended.
  private func turnAwaySurplus() -> Bool {
    guard process.exit == nil else { return false }
    guard isReading.withLock({ $0 }) else {
      usleep(20_000)
      return true
    }
    if let other = socket.next(within: 100) { close(other) }
    return true
  }

  /// Waits for the next process of the program that reports what it does: the first one that
  /// connects or, after the end of one, also one that was turned away before.
  ///
  /// - Parameter shouldContinue: Called every 100 ms.
  /// - Returns: `nil` if the program has ended, or if nobody wants to wait any longer.
  func nextLog(while shouldContinue: () -> Bool) -> OpenLog? {
    isReading.withLock { $0 = false }
    defer { isReading.withLock { $0 = true } }
    while shouldContinue() {
      // In this order: what has connected before the end of the process is seen.
      let hasEnded = process.exit != nil
      if let descriptor = socket.next(within: hasEnded ? 0 : 100),
        let connection = try? ProbeConnection(
          descriptor, ProbeSocket(path: socket.path), level: level)
      {
        return connection.log
      }
      if hasEnded { return nil }
      if let log = listeningLog() { return log }
    }
    return nil
  }

  /// The log of a process of the program that listens.
  private func listeningLog() -> OpenLog? {
    for socket in folders.sockets where socket.process.map(process.includes) ?? false {
      if let connection = try? ProbeConnection(socket, level: level) { return connection.log }
    }
    return nil
  }
}

/// Shows one process of a started program after the other, until the program ends.
final class StartedProgramFollower: LogFollower {
  private let program: StartedProgram

  init(_ program: StartedProgram) { self.program = program }

  var outlivesEnd: Bool { true }
  var exit: ProgramExit? { program.process.exit }

  func sequel(
    to stop: LogStop, while shouldContinue: () -> Bool
  ) throws(SessionError) -> LogSequel {
    if let next = program.nextLog(while: shouldContinue) { return .continued(next, name: nil) }
    return shouldContinue() ? .over : .stopped
  }
}

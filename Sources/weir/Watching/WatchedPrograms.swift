import Foundation
import Synchronization
import WeirEvents
import WeirLog
import WeirSession

/// A program with a probe, as `weir watch` lists it.
struct ListedProgram: Sendable, Hashable {
  /// Whether it can be watched.
  enum State: String, Sendable {
    /// It can be watched.
    case ready
    /// Another weir watches it.
    case watched
    /// It does not answer.
    case silent
    /// Nobody listens any more: its program has ended.
    case stale
    /// It can't be used, for another reason.
    case refused
  }

  let socket: ProbeSocket
  var state: State
  /// What its log says; `nil` unless it is ready.
  var header: LogHeader?
  /// How many tasks are alive; `nil` unless it is ready, or if its loop takes too long to say.
  var tasks: Int?

  /// The name of the program; `nil` if it does not say.
  var name: String? { header?.program ?? header?.scenario }
  /// The number of its process.
  var process: Int32? { header?.pid.flatMap { Int32(exactly: $0) } ?? socket.process }
  /// Its command, or its name if it does not say.
  var command: String {
    let words = header?.command ?? []
    return words.isEmpty ? name ?? "" : words.joined(separator: " ")
  }
}

/// The programs with a probe that run now.
struct WatchedPrograms: Sendable {
  let programs: [ListedProgram]

  /// How long a program may take to say what it is, in seconds.
  private static let patience = 1.0
  /// How many lines of a snapshot are read to count its tasks.
  private static let lineLimit = 200_000
  /// How many programs are asked at the same time.
  private static let most = 256

  /// Asks each program what it is. All are asked at the same time, so that this takes at most a
  /// second; a program that is asked describes its tasks once.
  init(at sockets: [ProbeSocket]) {
    let sockets = Array(sockets.prefix(WatchedPrograms.most))
    let found = Mutex([ListedProgram?](repeating: nil, count: sockets.count))
    let group = DispatchGroup()
    for (index, socket) in sockets.enumerated() {
      group.enter()
      Thread.detachNewThread {
        let program = WatchedPrograms.ask(socket)
        found.withLock { $0[index] = program }
        group.leave()
      }
    }
    group.wait()
    programs = found.withLock { $0.compactMap(\.self) }
  }

  private static func ask(_ socket: ProbeSocket) -> ListedProgram {
    let end = ContinuousClock.now + .seconds(patience)
    do throws(WatchError) {
      let connection = try ProbeConnection(
        socket, within: patience, while: { ContinuousClock.now < end })
      var program = ListedProgram(
        socket: socket, state: .ready, header: connection.log.reader.header)
      program.tasks = tasks(in: connection.log, until: end)
      return program
    } catch {
      return ListedProgram(socket: socket, state: ListedProgram.State(error))
    }
  }

  /// The number of tasks according to the first snapshot.
  private static func tasks(in log: OpenLog, until end: ContinuousClock.Instant) -> Int? {
    for _ in 0..<lineLimit where ContinuousClock.now < end {
      guard let entry = try? log.reader.next() else { return nil }
      if case .event(let event) = entry, case .source(.snapshotEnded(let tasks)) = event.kind {
        return Int(tasks)
      }
    }
    return nil
  }

  /// Those with a name: that of the program, with or without its extension.
  func named(_ name: String) -> [ListedProgram] {
    programs.filter { program in
      guard let own = program.name else { return false }
      return own == name
        || own.hasPrefix("\(name).")
          && !own.dropFirst(name.count + 1).contains(".")
    }
  }
}

extension ListedProgram.State {
  fileprivate init(_ error: WatchError) {
    self =
      switch error {
      case .stale: .stale
      case .cannotConnect(_, let code): code == ENOENT ? .stale : .refused
      case .noAnswer: .silent
      case .turnedAway: .watched
      default: .refused
      }
  }
}

import Foundation
import Synchronization
import WeirDashboard
import WeirEvents
import WeirLog
import WeirSession

/// A program with a probe, as `weir watch` lists it.
struct ListedProgram: Sendable, Hashable {
  /// Whether it can be watched.
  enum State: String, Sendable {
    /// It can be watched.
    case ready
    /// Its probe has turned itself off after too many faults.
    case off
    /// Another weir watches it.
    case watched
    /// It does not answer.
    case silent
    /// Nothing is listening any more: its program has ended.
    case stale
    /// It can't be used, for another reason.
    case refused
  }

  let socket: ProbeSocket
  var state: State
  /// What its log says; `nil` unless it is ready or off.
  var header: LogHeader?
  /// How many tasks are alive; `nil` unless it is ready, or if its loop takes too long to say.
  var tasks: Int?

  /// The name of the program as its command says; `nil` if its log says it, or the system does not.
  var commandName: String?

  /// The name of the program; `nil` if it is not known.
  var name: String? { header?.program ?? header?.scenario ?? commandName }
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

  /// Asks each program what it is. Up to 256 are asked at the same time, which takes a little more
  /// than a second if one of them does not answer. A program that is asked describes its tasks
  /// once.
  init(at sockets: [ProbeSocket]) {
    programs = stride(from: 0, to: sockets.count, by: WatchedPrograms.most).flatMap {
      WatchedPrograms.ask(sockets[$0..<min($0 + WatchedPrograms.most, sockets.count)])
    }
  }

  private static func ask(_ sockets: ArraySlice<ProbeSocket>) -> [ListedProgram] {
    let found = Mutex([ListedProgram?](repeating: nil, count: sockets.count))
    let group = DispatchGroup()
    for (index, socket) in zip(0..., sockets) {
      group.enter()
      Thread.detachNewThread {
        let program = WatchedPrograms.ask(socket)
        found.withLock { $0[index] = program }
        group.leave()
      }
    }
    group.wait()
    return found.withLock { $0.compactMap(\.self) }
  }

  private static func ask(_ socket: ProbeSocket) -> ListedProgram {
    let end = ContinuousClock.now + .seconds(patience)
    do throws(WatchError) {
      let connection = try ProbeConnection(
        socket, within: patience, while: { ContinuousClock.now < end })
      var program = ListedProgram(
        socket: socket, state: .ready, header: connection.log.reader.header)
      switch firstNews(in: connection.log, until: end) {
      case .snapshotEnded(let tasks)?: program.tasks = Int(tasks)
      case .pulse?: program.state = .off
      case .snapshotBegan?, nil: break
      }
      return program
    } catch {
      var program = ListedProgram(socket: socket, state: ListedProgram.State(error))
      // The number of one that has ended may belong to another one by now.
      if program.state != .stale {
        program.commandName = socket.process.flatMap(PythonProcess.name(of:))
      }
      return program
    }
  }

  /// The end of the first snapshot, or a pulse of a probe that is off and describes nothing; `nil`
  /// if there is neither in time.
  private static func firstNews(
    in log: OpenLog, until end: ContinuousClock.Instant
  ) -> SourceEvent? {
    for _ in 0..<lineLimit where ContinuousClock.now < end {
      guard let entry = try? log.reader.next() else { return nil }
      guard case .event(let event) = entry, case .source(let news) = event.kind else { continue }
      switch news {
      case .snapshotEnded: return news
      case .pulse(_, _, let faults) where faults >= SourceStatus.faultLimit: return news
      case .pulse, .snapshotBegan: continue
      }
    }
    return nil
  }

  /// Those with a name: that of the program, with or without its extension.
  func named(_ name: String) -> [ListedProgram] {
    programs.filter { $0.name.map { WatchedPrograms.name($0, matches: name) } ?? false }
  }

  fileprivate static func name(_ own: String, matches name: String) -> Bool {
    own == name || own.hasPrefix("\(name).") && !own.dropFirst(name.count + 1).contains(".")
  }
}

extension LogHeader {
  /// Whether it is that of a program with a name, with or without its extension.
  func isNamed(_ name: String) -> Bool {
    WatchedPrograms.name(program ?? scenario, matches: name)
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

import Foundation
import Synchronization
import WeirEvents
import WeirFiles
import WeirLog
import WeirSession

/// One recording of the log of a real program: a copy of its lines in a file, from the first one
/// that is kept to where it is stopped.
///
/// One thread opens its file and copies; others may stop it meanwhile.
final class LogRecording: Sendable {
  /// What is reported about a recording.
  enum Report: Sendable {
    /// It has not come to the newest line yet, only to this share of the bytes, from 0 to 1.
    case advanced(share: Double)
    /// It has come to the newest line.
    case started(path: String)
    case completed(path: String)
    /// It was stopped before it had come to the newest line, and leaves no file.
    case givenUp(path: String?)
    /// Its file can't be written any more.
    case failed(SessionError)
    /// There is no line with which it could begin, and there will be none.
    case hasNoBeginning
  }

  fileprivate enum Phase {
    /// It has no file, or no line to begin with.
    case waiting
    case copying
    /// It has come to the newest line.
    case current
    /// It ends where the log was when it was stopped.
    case ending(LogLines.End)
    /// It was stopped too early, and its file is still to be removed.
    case givenUp
    case over
  }

  fileprivate struct State {
    var phase = Phase.waiting
    var output: FileOutput?
    var lines: LogLines?
    var hasHeader = false
    var hasAskedForSnapshot = false
    /// Whether it need not be told any more that it has started.
    var isAnnounced = false
    /// How many bytes of the log are copied or left out.
    var next = 0
    /// How many lines are copied, without the header.
    var lineCount = 0
    /// The share that was reported last, in percent.
    var percent = -1
  }

  /// The path that was asked for; `nil` for a generated name.
  let path: String?
  private let state: Mutex<State>

  /// - Parameter output: The file if it is open already, and is known to be recorded to.
  init(path: String?, to output: FileOutput? = nil) {
    self.path = path
    var state = State()
    (state.output, state.isAnnounced) = (output, output != nil)
    self.state = Mutex(state)
  }

  /// Removes the file that was created for it.
  func discard() { state.withLock { $0.output }?.discard() }

  /// Stops it where the log is now. One that has not come to the newest line is given up.
  ///
  /// - Parameter completes: Whether it is completed instead, if it has begun.
  func stop(completing completes: Bool = false) {
    state.withLock { state in
      switch state.phase {
      case .waiting: state.phase = .givenUp
      case .copying where !completes: state.phase = .givenUp
      case .copying, .current:
        // One whose log is over ends with that.
        if let lines = state.lines, !lines.isOver { state.phase = .ending(lines.end) }
      case .ending, .givenUp, .over: break
      }
    }
  }
}

// MARK: Beginning

extension LogRecording {
  /// Begins, if it has a file and has not begun, with the first line that is kept or, without that,
  /// with a snapshot.
  ///
  /// - Returns: `false` if there is no line to begin with yet.
  func begin(with lines: LogLines) -> Bool {
    state.withLock { state in
      guard case .waiting = state.phase, state.output != nil else { return true }
      guard let first = lines.holdBeginning() else { return false }
      state.phase = state.isAnnounced ? .current : .copying
      (state.lines, state.next) = (lines, first)
      return true
    }
  }
}

// MARK: On the thread that copies

extension LogRecording {
  /// Uses the file that was opened for it.
  func use(_ output: FileOutput) { state.withLock { $0.output = output } }

  /// Ends it because no file could be opened.
  func abandon() { state.withLock { $0.phase = .over } }

  /// Copies what has been read since the last time.
  ///
  /// - Parameter lines: What it begins with, if it has not begun.
  func copy(_ lines: LogLines?, _ report: (Report) -> Void) {
    do throws(SessionError) {
      if let lines, !begin(with: lines) { awaitBeginning(in: lines, report) }
      while let part = try nextPart() {
        switch part {
        case .header(let line): try write(line)
        case .bytes(let bytes, let limit): try copy(bytes, before: limit, report)
        case .newest(let path): report(.started(path: path))
        case .end(let path, let line, let isNews):
          if let line { try write(line) }
          end()
          if isNews { report(.started(path: path)) }
          return report(.completed(path: path))
        case .givenUp(let output):
          end()
          output?.discard()
          return report(.givenUp(path: output?.path ?? path))
        }
      }
    } catch {
      end()
      report(.failed(error))
    }
  }

  /// Asks the program for a snapshot to begin with, once; without a program there is none.
  private func awaitBeginning(in lines: LogLines, _ report: (Report) -> Void) {
    // In this order: after its end, there are no more lines.
    let isOver = lines.isOver
    let (isWaiting, asks, output) = state.withLock { state in
      guard case .waiting = state.phase, let output = state.output else {
        return (false, false, FileOutput?.none)
      }
      defer { state.hasAskedForSnapshot = true }
      return (true, !state.hasAskedForSnapshot, output)
    }
    guard isWaiting, !begin(with: lines) else { return }
    if isOver {
      end()
      output?.discard()
      report(.hasNoBeginning)
    } else if asks {
      lines.requestSnapshot()
    }
  }

  /// What is to be done next.
  private enum Part {
    case header([UInt8])
    /// These bytes, which are followed by others up to a place.
    case bytes([UInt8], limit: Int)
    /// The newest line has been copied for the first time.
    case newest(path: String)
    /// The last line has been copied; another one may have to follow.
    case end(path: String, line: [UInt8]?, isNews: Bool)
    case givenUp(FileOutput?)
  }

  /// Returns what is to be done next; `nil` if nothing is at present.
  private func nextPart() throws(SessionError) -> Part? {
    try state.withLock { state throws(SessionError) -> Part? in
      if case .givenUp = state.phase { return .givenUp(state.output) }
      guard let lines = state.lines, let path = state.output?.path else { return nil }
      guard state.hasHeader else {
        state.hasHeader = true
        return .header(lines.header + [UInt8(ascii: "\n")])
      }
      var end: LogLines.End?
      switch state.phase {
      case .ending(let place): end = place
      case .copying, .current: if lines.isOver { end = lines.end }
      case .waiting, .givenUp, .over: return nil
      }
      let limit = end?.count ?? lines.count
      if state.next < limit {
        guard let bytes = lines.bytes(state.next..<limit) else {
          throw .cannotRead(path: path, .system(FileSystemError(EIO)))
        }
        return .bytes(LogRecording.wholeLines(bytes), limit: limit)
      }
      defer { state.isAnnounced = true }
      if let end {
        return .end(path: path, line: state.line(after: end), isNews: !state.isAnnounced)
      }
      state.phase = .current
      return state.isAnnounced ? nil : .newest(path: path)
    }
  }

  private func copy(
    _ bytes: [UInt8], before limit: Int, _ report: (Report) -> Void
  ) throws(SessionError) {
    try write(bytes)
    let share = state.withLock { state -> Double? in
      state.next += bytes.count
      state.lineCount += bytes.count { $0 == UInt8(ascii: "\n") }
      state.lines?.hold(from: state.next)
      let share = Double(state.next) / Double(max(limit, 1))
      guard case .copying = state.phase, state.percent != Int(share * 100) else { return nil }
      state.percent = Int(share * 100)
      return share
    }
    if let share, share < 1 { report(.advanced(share: share)) }
    guard let shortage = state.withLock({ $0.output })?.shortage else { return }
    let (line, path) = state.withLock { state in
      let instant = LogRecording.lastInstant(of: bytes) ?? state.lines?.end.instant ?? .zero
      return (state.end(.full, at: instant), state.output?.path ?? "")
    }
    // A line that is longer than what is read at once has been written in part.
    if bytes.last == UInt8(ascii: "\n") { try write(line) }
    throw .cannotWrite(path: path, shortage)
  }

  /// The bytes up to the end of the last whole line; all of them if none is whole.
  private static func wholeLines(_ bytes: [UInt8]) -> [UInt8] {
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return bytes }
    return end + 1 == bytes.count ? bytes : Array(bytes[...end])
  }

  /// The instant of the last whole line, where its keys are in the order of the format.
  static func lastInstant(of bytes: [UInt8]) -> VirtualInstant? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let key = Array(#"{"t":"#.utf8)
    guard let line = lines.last, line.starts(with: key) else { return nil }
    let digits = line.dropFirst(key.count).prefix { $0 != UInt8(ascii: ",") }
    return Int64(String(decoding: digits, as: UTF8.self)).map(VirtualInstant.init(nanoseconds:))
  }

  private func write(_ bytes: [UInt8]) throws(SessionError) {
    guard let output = state.withLock({ $0.output }) else { return }
    if let loss = output.loss { throw .cannotWrite(path: output.path, loss) }
    try output.write(bytes)
  }

  private func end() {
    state.withLock { state in
      state.lines?.hold(from: nil)
      (state.phase, state.output, state.lines) = (.over, nil, nil)
    }
  }
}

extension LogRecording.State {
  /// The line that follows the last one that was copied: the end, unless the log has that itself or
  /// breaks off.
  func line(after end: LogLines.End) -> [UInt8]? {
    guard case .ending = phase, !end.isEnd else { return nil }
    return self.end(.quit, at: end.instant)
  }

  func end(_ reason: EndReason, at instant: VirtualInstant) -> [UInt8] {
    Array(
      """
      {"t":\(instant.nanoseconds),"e":"end","events":\(lineCount),"reason":"\(reason.rawValue)"}

      """.utf8)
  }
}

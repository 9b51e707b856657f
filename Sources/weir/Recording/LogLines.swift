import DequeModule
import Synchronization
import WeirDashboard
import WeirEvents

/// The lines of one log as they were read, kept so that a recording can begin with the first one.
///
/// One thread reads; another one may copy the lines at the same time.
final class LogLines: Sendable {
  /// The first line of the log, which is not among the others.
  let header: [UInt8]
  /// Asks the program for a snapshot.
  let requestSnapshot: @Sendable () -> Void

  /// A place at which a log may end.
  struct End {
    /// After this number of bytes.
    var count: Int
    /// The instant of the line before it, by the clock of the log.
    var instant: VirtualInstant
    /// Whether that line is the end of the log.
    var isEnd: Bool
  }

  private let spool: LineSpool
  private let state = Mutex(State())

  private struct State {
    /// The last line, which may turn out to be invalid.
    var pending: [UInt8] = []
    /// Where the snapshots that are kept begin.
    var snapshots: Deque<Int> = []
    var now = VirtualInstant.zero
    var hasEnd = false
    var isOver = false
  }

  init(
    _ header: [UInt8], in spool: LineSpool = LineSpool(),
    requestSnapshot: @escaping @Sendable () -> Void
  ) {
    (self.header, self.spool, self.requestSnapshot) = (header, spool, requestSnapshot)
  }

  /// How many bytes the lines have, with their ends, as far as they are known to be valid.
  var count: Int { spool.count }
  /// Whether no more lines should be taken before some have been copied.
  var isFull: Bool { spool.isFull }
  /// Whether the log has ended.
  var isOver: Bool { state.withLock { $0.isOver } }

  /// Where the log ends so far.
  var end: End {
    state.withLock { End(count: spool.count, instant: $0.now, isEnd: $0.hasEnd) }
  }
}

// MARK: Reading

extension LogLines {
  /// Takes the next line as it is. The one before it is valid.
  func take(_ line: UnsafeBufferPointer<UInt8>) {
    state.withLock { state in
      settle(&state)
      state.pending += line
      state.pending.append(UInt8(ascii: "\n"))
    }
  }

  /// Notes what the last line was, which is valid.
  ///
  /// - Parameters:
  ///   - instant: Its instant, by the clock of the log.
  ///   - isEnd: Whether it is the end of the log.
  ///   - isSnapshot: Whether a snapshot begins with it.
  func note(_ instant: VirtualInstant, isEnd: Bool, isSnapshot: Bool) {
    state.withLock { state in
      (state.now, state.hasEnd) = (instant, isEnd)
      if isSnapshot { noteSnapshot(&state) }
      settle(&state)
    }
  }

  /// Removes the last line, which is invalid.
  func dropLast() { state.withLock { $0.pending.removeAll(keepingCapacity: true) } }

  /// Notes that the log has ended.
  func close() {
    state.withLock { state in
      settle(&state)
      state.isOver = true
    }
  }

  private func noteSnapshot(_ state: inout State) {
    state.snapshots.append(spool.count)
    removeLost(&state)
  }

  private func settle(_ state: inout State) {
    guard !state.pending.isEmpty else { return }
    spool.append(state.pending)
    state.pending.removeAll(keepingCapacity: true)
  }

  /// Forgets the snapshots that have made room for newer lines.
  private func removeLost(_ state: inout State) {
    let first = spool.first
    while state.snapshots.first.map({ $0 < first }) ?? false { state.snapshots.removeFirst() }
  }
}

// MARK: Copying

extension LogLines {
  /// Holds the lines with which a recording can begin, and returns how many bytes are before them:
  /// none or, if the first lines have made room for newer ones, those before the first snapshot
  /// that is kept; `nil` if there is none.
  func holdBeginning() -> Int? {
    state.withLock { state in
      removeLost(&state)
      // Reading waits for the lock, so that they don't make room meanwhile.
      let beginning = spool.first == 0 ? 0 : state.snapshots.first
      if let beginning { spool.hold(from: beginning) }
      return beginning
    }
  }

  /// Holds the lines after a number of bytes, in place of those before; `nil` to hold none.
  func hold(from byte: Int?) { spool.hold(from: byte) }

  /// Returns some of the bytes between two places, from the first one on; `nil` if they can't be
  /// read.
  func bytes(_ range: Range<Int>) -> [UInt8]? { spool.bytes(range) }
}

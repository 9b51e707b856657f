import DequeModule
import Synchronization
import WeirFiles

/// The bytes of a log as they were read, for writing them once more.
///
/// Most of them are in a temporary file or, if there is none or it takes no more, a bounded number
/// in memory. At the limit, the newest bytes replace the oldest ones, unless these are held: then
/// `isFull` says that more should wait.
///
/// May be used by several threads at once.
public final class LineSpool: Sendable {
  /// The default limit of the file, in bytes: some 17 million lines.
  public static let fileLimit = 2 << 30
  /// How many bytes are kept in memory if there is no file.
  static let memoryLimit = 16 << 20
  /// How many bytes are moved to the file at once.
  static let blockSize = 256 << 10

  private let file: PageFile
  private let limit: Int
  private let state = Mutex(State())

  private struct State {
    /// The bytes before the tail, `blockSize` of them in each.
    var blocks: Deque<PageFile.Kept> = []
    /// How many bytes have made room for newer ones.
    var first = 0
    var tail: [UInt8] = []
    var bytesInMemory = 0
    /// The first byte that must stay; `nil` if none must.
    var held: Int?

    var tailStart: Int { first + blocks.count * blockSize }
    var canDropFirst: Bool {
      !blocks.isEmpty && held.map { $0 >= first + blockSize } ?? true
    }
  }

  /// Creates a spool in a temporary file.
  public convenience init() { self.init(in: ScratchFile()) }

  /// - Parameters:
  ///   - file: Where the bytes are kept; `nil` for memory.
  ///   - limit: The most bytes that the file may have.
  init(in file: (any SpoolFile)?, limit: Int = fileLimit) {
    (self.file, self.limit) = (PageFile(in: file, limit: limit), limit)
  }

  /// How many bytes were appended.
  public var count: Int { state.withLock { $0.tailStart + $0.tail.count } }

  /// The number of the first byte that can be read, counted from 0.
  public var first: Int { state.withLock { $0.first } }

  /// Whether there is no room for more without bytes that are held. What is appended nevertheless
  /// is kept as well.
  public var isFull: Bool { state.withLock { isOverLimit($0) && !$0.canDropFirst } }

  /// Keeps all bytes from one on, in place of those that were held before; `nil` to hold none.
  public func hold(from byte: Int?) { state.withLock { $0.held = byte } }

  /// Appends bytes, and returns how many there are then.
  @discardableResult
  public func append(_ bytes: [UInt8]) -> Int {
    state.withLock { state in
      state.tail += bytes
      while state.tail.count >= LineSpool.blockSize { store(&state) }
      return state.tailStart + state.tail.count
    }
  }

  private func store(_ state: inout State) {
    let block = file.keep(Array(state.tail[..<LineSpool.blockSize]))
    state.tail.removeFirst(LineSpool.blockSize)
    state.blocks.append(block)
    state.bytesInMemory += block.bytesInMemory
    while isOverLimit(state), state.canDropFirst, let first = state.blocks.popFirst() {
      state.first += LineSpool.blockSize
      state.bytesInMemory -= first.bytesInMemory
    }
  }

  private func isOverLimit(_ state: borrowing State) -> Bool {
    state.bytesInMemory > LineSpool.memoryLimit
      || state.blocks.count * LineSpool.blockSize > limit - LineSpool.blockSize
  }

  /// Returns some of the bytes between two numbers, counted from 0, from the first one on: as many
  /// as are kept together; `nil` if they can't be read.
  public func bytes(_ range: Range<Int>) -> [UInt8]? {
    state.withLock { state in
      guard range.lowerBound >= state.first else { return nil }
      let offset = range.lowerBound - state.tailStart
      if offset >= 0 {
        return Array(state.tail.dropFirst(offset).prefix(range.count))
      }
      let (block, start) = (range.lowerBound - state.first)
        .quotientAndRemainder(dividingBy: LineSpool.blockSize)
      return state.blocks[block].read().map { Array($0.dropFirst(start).prefix(range.count)) }
    }
  }
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The complete lines of a log, one after the other, in a buffer that is filled block by block.
///
/// The buffer never grows: a line longer than `lengthLimit` is skipped and counted, and the rest of
/// a log is not read before it is needed.
package struct LogLines: ~Copyable {
  /// The maximum length of a line in bytes.
  static let lengthLimit = 64 * 1024
  /// The number of bytes requested at a time.
  static let blockSize = 256 * 1024

  private var source: ByteSource
  private let blockSize: Int
  /// Holds a line of maximum length, one byte that shows that it is longer, and a block.
  private let buffer: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  /// The bytes read and not yet returned are in the buffer from `start` up to `end`.
  private var start = 0
  private var end = 0
  /// Whether the beginning of a too long line has been skipped.
  private var isWithinLongLine = false

  /// The number of the last line read, counted from 1.
  package private(set) var number = 0
  /// How many lines were too long.
  package private(set) var longCount = 0
  /// Whether the log ends in the middle of a line. Known once `next` has returned `nil`.
  package private(set) var isCut = false

  package init(_ source: consuming ByteSource) {
    self.init(source, blockSize: LogLines.blockSize)
  }

  init(_ source: consuming ByteSource, blockSize: Int) {
    self.source = source
    self.blockSize = blockSize
    capacity = LogLines.lengthLimit + 1 + blockSize
    buffer = .allocate(capacity: capacity)
    // One call: in a debug build, filling the buffer byte by byte takes longer than reading a short
    // log.
    memset(buffer, 0, capacity)
  }

  deinit { buffer.deallocate() }

  /// Returns the next complete line without its end, `\n` or `\r\n`; empty lines are skipped.
  ///
  /// - Parameter skipsLong: `false` to return `nil` at a line that is too long, which may never
  ///   end.
  /// - Returns: Bytes that are valid until the next call; `nil` at the end.
  package mutating func next(
    skipsLong: Bool = true
  ) throws(LogError) -> UnsafeBufferPointer<UInt8>? {
    // How many of the bytes from `start` on are known not to end the line.
    var searched = 0
    while true {
      if let newline = memchr(buffer + start + searched, 0x0A, end - start - searched) {
        let line = takeLine(upTo: UnsafePointer(newline.assumingMemoryBound(to: UInt8.self)))
        if let line { return line }
        searched = 0
        continue
      }
      searched = end - start
      if searched > LogLines.lengthLimit {
        guard skipsLong else { return nil }
        isWithinLongLine = true
        start = end
        searched = 0
      }
      guard try fill() else {
        isCut = searched > 0 || isWithinLongLine
        return nil
      }
    }
  }

  private mutating func takeLine(
    upTo newline: UnsafePointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    let first = UnsafePointer(buffer + start)
    var count = newline - first
    start += count + 1
    number += 1
    if isWithinLongLine || count > LogLines.lengthLimit {
      isWithinLongLine = false
      longCount += 1
      return nil
    }
    if count > 0, first[count - 1] == 0x0D { count -= 1 }
    return count > 0 ? UnsafeBufferPointer(start: first, count: count) : nil
  }

  /// Whether the next call of `next` finds the end of a line without reading from the source.
  package var hasLine: Bool { memchr(buffer + start, 0x0A, end - start) != nil }

  /// Reads a block after the remaining bytes, which are moved to the front if there is no room.
  ///
  /// - Returns: `false` at the end.
  private mutating func fill() throws(LogError) -> Bool {
    if capacity - end < blockSize {
      buffer.update(from: buffer + start, count: end - start)
      end -= start
      start = 0
    }
    let room = UnsafeMutableRawBufferPointer(start: buffer + end, count: blockSize)
    let count = try source.read(into: room)
    end += count
    return count > 0
  }
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The whole lines of a log, one after the other, in a buffer that is filled block by block.
///
/// The buffer never grows: a line longer than `lengthLimit` is passed over and counted, and the rest
/// of a log is not looked at before it is needed.
package struct LogLines: ~Copyable {
  /// The most bytes that a line may have.
  static let lengthLimit = 64 * 1024
  /// So many bytes are asked for at a time.
  static let blockSize = 256 * 1024

  private var source: ByteSource
  private let blockSize: Int
  /// Has room for a line of the greatest length, one byte that shows that it is longer, and a block.
  private let buffer: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  /// What was read and not handed on yet lies from `start` up to `end` of the buffer.
  private var start = 0
  private var end = 0
  /// Whether the beginning of a line that is too long has been passed over.
  private var isWithinLongLine = false

  /// The number of the line that was read last, counted from 1.
  package private(set) var number = 0
  /// How many lines were too long.
  package private(set) var longCount = 0
  /// Whether what is left is no whole line. Known once `next` has answered nil.
  package private(set) var isCut = false

  package init(_ source: consuming ByteSource) {
    self.init(source, blockSize: LogLines.blockSize)
  }

  init(_ source: consuming ByteSource, blockSize: Int) {
    self.source = source
    self.blockSize = blockSize
    capacity = LogLines.lengthLimit + 1 + blockSize
    buffer = .allocate(capacity: capacity)
    // One call, where filling it byte by byte takes a debug build longer than to read a short log.
    memset(buffer, 0, capacity)
  }

  deinit { buffer.deallocate() }

  /// The next whole line without its end, which may be `\r\n` too; empty lines are passed over.
  ///
  /// - Parameter skipsLong: false to answer nil before a line that is too long, which may have no
  ///   end.
  /// - Returns: bytes that stay where they are until the next call; nil at the end.
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

  /// Reads a block after what is left, which is moved to the front where there is no room.
  ///
  /// - Returns: false at the end.
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

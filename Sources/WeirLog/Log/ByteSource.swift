#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A source of the bytes of a log: a file, a pipe or memory.
public struct ByteSource: ~Copyable {
  private enum Origin {
    /// A descriptor that can be read at any offset.
    case file(Int32)
    /// A descriptor that can only be read in order, such as a pipe or a terminal.
    case stream(Int32)
    case memory([UInt8])
  }

  private let origin: Origin
  private let isOwned: Bool
  private let shouldContinue: (@Sendable () -> Bool)?
  private var offset = 0

  /// How often `shouldContinue` is called while no bytes arrive, in milliseconds.
  private static let pollInterval: Int32 = 100

  /// Creates a source of bytes in memory.
  public init(_ bytes: some Sequence<UInt8>) {
    origin = .memory(Array(bytes))
    isOwned = false
    shouldContinue = nil
  }

  /// Creates a source that reads a descriptor from its current offset.
  ///
  /// - Parameters:
  ///   - isOwned: Whether the source closes the descriptor when it is destroyed.
  ///   - shouldContinue: Called regularly while waiting for a pipe; when it returns `false`, the
  ///     source is at its end.
  public init(
    descriptor: Int32, isOwned: Bool, while shouldContinue: (@Sendable () -> Bool)? = nil
  ) {
    let position = lseek(descriptor, 0, SEEK_CUR)
    origin = position < 0 ? .stream(descriptor) : .file(descriptor)
    offset = max(0, Int(position))
    self.isOwned = isOwned
    self.shouldContinue = shouldContinue
  }

  deinit {
    guard isOwned else { return }
    switch origin {
    case .file(let descriptor), .stream(let descriptor): _ = close(descriptor)
    case .memory: break
    }
  }

  /// Reads the next bytes into the front of a buffer, and waits for them if necessary.
  ///
  /// - Returns: How many bytes were read; 0 at the end.
  /// - Throws: `LogError.unreadable` if the system can't read.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
    while true {
      let count: Int
      switch origin {
      case .memory(let bytes):
        count = min(buffer.count, bytes.count - offset)
        buffer.copyBytes(from: bytes[offset..<offset + count])
      case .file(let descriptor):
        count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      case .stream(let descriptor):
        guard waitForBytes(descriptor) else { return 0 }
        count = ByteSource.next(descriptor, buffer)
      }
      guard count < 0 else {
        offset += count
        return count
      }
      guard errno == EINTR else { throw .unreadable(code: errno) }
    }
  }

  /// Passes everything on, block by block.
  ///
  /// - Parameter take: Receives a block, and returns 0, or the number of an error that ends the
  ///   reading.
  /// - Throws: `LogError.unreadable`, also for an error returned by `take`.
  package consuming func forEachBlock(
    _ take: (UnsafeRawBufferPointer) -> Int32
  ) throws(LogError) {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { block.deallocate() }
    while true {
      let count = try read(into: block)
      guard count > 0 else { return }
      let code = take(UnsafeRawBufferPointer(rebasing: block[..<count]))
      guard code == 0 else { throw .unreadable(code: code) }
    }
  }

  /// Waits until there is something to read; returns `false` if reading should end.
  private func waitForBytes(_ descriptor: Int32) -> Bool {
    guard let shouldContinue else { return true }
    while shouldContinue() {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // The following read reports an error.
      let answer = poll(&wanted, 1, ByteSource.pollInterval)
      if answer > 0 || answer < 0 && errno != EINTR { return true }
    }
    return false
  }

  private static func next(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Darwin)
      let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
    // The process at the other end of a socket was killed.
    if count < 0, errno == ECONNRESET { return 0 }
    guard count < 0, errno == EAGAIN else { return count }
    // The descriptor is non-blocking.
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&wanted, 1, -1) >= 0 { errno = EINTR }
    return -1
  }
}

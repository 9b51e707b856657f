import Foundation

/// A text file that is read as a whole, within a limit.
///
/// Reading ends quickly and takes little memory, whatever is at the path: a pipe, a device or a
/// folder is refused before anything is read, and so is a file that is too large, even if its size
/// isn't known beforehand.
public struct TextFile: Sendable {
  /// The path of the file.
  public let path: String
  /// The maximum number of bytes read.
  public let limit: Int

  /// Creates a file with a limit in bytes.
  public init(path: String, limit: Int = .max) {
    self.path = path
    self.limit = limit
  }

  /// Why a file can't be used.
  public enum Failure: Error, Hashable, Sendable {
    /// The system refused to open or read it.
    case system(FileSystemError)
    /// It is not a regular file but, for example, `a folder`.
    case notAFile(kind: String)
    /// It has more bytes than the limit.
    case tooLarge(limit: Int)
    /// It is not UTF-8, first on this line, counted from 1.
    case notUTF8(line: Int)
    /// It is in another encoding, according to its first bytes.
    case otherEncoding(String)

    /// What is wrong, as the end of a sentence.
    public var reason: String {
      switch self {
      case .system(let error): error.reason
      case .notAFile(let kind): "it is \(kind), not a file"
      case .tooLarge(let limit): "it has more than \(limit / 1024) KiB"
      case .notUTF8(let line): "line \(line) is not UTF-8"
      case .otherEncoding(let name): "it is \(name) text, not UTF-8"
      }
    }

    /// What to do, in one sentence.
    public var advice: String {
      switch self {
      case .system(let error): error.advice(for: .reading)
      case .notAFile: "Give the path of a text file."
      case .tooLarge: "Remove what doesn't belong in it."
      case .notUTF8, .otherEncoding: "Save it as UTF-8 text."
      }
    }

    /// The invalid line, or 1 if the whole text is invalid; `nil` if there is no text.
    public var line: Int? {
      switch self {
      case .notUTF8(let line): line
      case .tooLarge, .otherEncoding: 1
      case .system, .notAFile: nil
      }
    }
  }

  /// Reads the text. A byte order mark at its beginning is kept.
  ///
  /// - Throws: `Failure` if the file can't be read or is not UTF-8.
  public func text() throws(Failure) -> String {
    let bytes = try bytes()
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw .otherEncoding("UTF-16")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(line: TextFile.firstWrongLine(in: bytes))
    }
    return text
  }

  /// Reads the bytes.
  ///
  /// - Throws: `Failure` if the file can't be read.
  public func bytes() throws(Failure) -> [UInt8] {
    let file = try openFile()
    defer { close(file) }
    return try read(file)
  }

  /// Opens the file for reading in pieces; the caller has to close the descriptor.
  ///
  /// - Parameter acceptsPipes: Whether a pipe is accepted, too; opening waits for its writer.
  /// - Throws: `Failure` if the file can't be opened.
  public func descriptor(acceptsPipes: Bool = false) throws(Failure) -> Int32 {
    var status = stat()
    if acceptsPipes, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
      let pipe = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      guard pipe >= 0 else { throw .system(.last) }
      return pipe
    }
    return try openFile()
  }

  private func openFile() throws(Failure) -> Int32 {
    var status = stat()
    // Checked before opening: that alone may wait for the other end of a pipe, or affect a device.
    guard stat(path, &status) == 0 else { throw .system(.last) }
    try TextFile.check(status, limit)
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else { throw .system(.last) }
    do throws(Failure) {
      guard fstat(file, &status) == 0 else { throw .system(.last) }
      try TextFile.check(status, limit)
    } catch {
      close(file)
      throw error
    }
    return file
  }

  private static func check(_ status: stat, _ limit: Int) throws(Failure) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .notAFile(kind: "a folder")
    case S_IFIFO: throw .notAFile(kind: "a pipe")
    case S_IFSOCK: throw .notAFile(kind: "a socket")
    default: throw .notAFile(kind: "a device")
    }
    guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
  }

  /// Reads up to one byte more than the limit, since a file may grow, or not report its size.
  private func read(_ file: Int32) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16 * 1024)
    while bytes.count <= limit {
      let count = Foundation.read(file, &block, min(block.count, limit + 1 - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(.last) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
    throw .tooLarge(limit: limit)
  }

  private static func firstWrongLine(in bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let wrong = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (wrong ?? 0) + 1
  }
}

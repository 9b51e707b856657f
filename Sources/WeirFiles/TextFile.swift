import Foundation

/// A text file that is read whole, within a limit.
///
/// Whatever stands at the path, reading it ends soon and takes little memory: a pipe, a device or a
/// folder is refused before anything is read, and so is a file that is too large, also one whose
/// size isn't known beforehand.
public struct TextFile: Sendable {
  public let path: String
  /// The most bytes that are read.
  public let limit: Int

  public init(path: String, limit: Int = .max) {
    self.path = path
    self.limit = limit
  }

  /// Why a file can't be used.
  public enum Failure: Error, Hashable, Sendable {
    case system(FileTrouble)
    /// It is something else than a file, such as `a folder`.
    case notAFile(kind: String)
    case tooLarge(limit: Int)
    /// The first line, counted from 1, that is not UTF-8.
    case notUTF8(line: Int)
    /// Text of another encoding, which its first bytes tell.
    case otherEncoding(String)

    /// What is wrong, as the end of a sentence.
    public var reason: String {
      switch self {
      case .system(let trouble): trouble.reason
      case .notAFile(let kind): "it is \(kind), not a file"
      case .tooLarge(let limit): "it has more than \(limit / 1024) KiB"
      case .notUTF8(let line): "line \(line) is not UTF-8"
      case .otherEncoding(let name): "it is text in \(name), not in UTF-8"
      }
    }

    /// What to do, in one sentence.
    public var advice: String {
      switch self {
      case .system(let trouble): trouble.advice(for: .reading)
      case .notAFile: "Give the path of a text file."
      case .tooLarge: "Take out what doesn't belong in it."
      case .notUTF8, .otherEncoding: "Save it as text in UTF-8."
      }
    }

    /// The line that is wrong, or the first one if the whole text is; nil if there is no text.
    public var line: Int? {
      switch self {
      case .notUTF8(let line): line
      case .tooLarge, .otherEncoding: 1
      case .system, .notAFile: nil
      }
    }
  }

  /// The text. A byte order mark at its beginning stays.
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

  /// The bytes, whatever they mean.
  public func bytes() throws(Failure) -> [UInt8] {
    let file = try openFile()
    defer { close(file) }
    return try read(file)
  }

  /// Opens the file for something that reads it bit by bit, which has to close it.
  ///
  /// - Parameter acceptsPipes: whether a pipe will do, too. Its other end is waited for.
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
    // Looked at before it is opened: opening alone may wait for the other end, or do something to a
    // device.
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

  /// One byte more than the limit is asked for, since a file may grow, or say nothing about its
  /// size.
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

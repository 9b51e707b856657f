/// A place in the source, such as where a task waits: a file and a line.
///
/// It holds the address of a text that lives as long as the process, so that capturing one costs
/// nothing. Places are compared, hashed and written by the text, never by the address.
public struct CallSite: @unchecked Sendable {
  @usableFromInline let utf8: UnsafePointer<UInt8>?
  /// The line, counted from 1; 0 if the place is unknown.
  public let line: UInt32

  /// No known place.
  public static let unknown = CallSite()

  private init() {
    utf8 = nil
    line = 0
  }

  /// The place that `#fileID` and `#line` name.
  @inlinable
  public init(_ file: StaticString, _ line: UInt) {
    self.utf8 = file.hasPointerRepresentation ? file.utf8Start : nil
    self.line = UInt32(truncatingIfNeeded: line)
  }

  /// The place that a log names. The text of the file is kept for the life of the process. Takes a
  /// lock.
  public init(file: Symbol, line: UInt32) {
    self.utf8 = ImmortalText.pointer(for: file)
    self.line = line
  }

  private init(_ utf8: UnsafePointer<UInt8>?, _ line: UInt32) {
    self.utf8 = utf8
    self.line = line
  }

  /// Another line of the same file.
  package func at(line: UInt32) -> CallSite { CallSite(utf8, line) }

  /// A key for caches by file, valid within this process; two keys can stand for equal texts. `nil`
  /// if the place is unknown.
  package var fileKey: FileKey? { utf8.map(FileKey.init) }

  package struct FileKey: Hashable, @unchecked Sendable {
    fileprivate let utf8: UnsafePointer<UInt8>
  }

  /// The file as `#fileID` gives it, `Module/File.swift`; empty if the place is unknown.
  public var file: String {
    guard let utf8 else { return "" }
    return String(cString: utf8)
  }
}

extension CallSite: Hashable, CustomStringConvertible {
  public func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(file)
  }

  public static func == (left: CallSite, right: CallSite) -> Bool {
    left.line == right.line && (left.utf8 == right.utf8 || left.file == right.file)
  }

  /// The place as `File.swift:12`; empty if it is unknown.
  public var description: String {
    guard utf8 != nil else { return "" }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return "\(name):\(line)"
  }
}

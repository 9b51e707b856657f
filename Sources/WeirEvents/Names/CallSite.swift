/// The place in the source at which a task waits: a file and a line.
///
/// It keeps the address of a text that lives as long as the process, so that it can be taken at each call for nothing.
/// Two places are compared, and written and hashed, by the text alone, never by the address.
public struct CallSite: @unchecked Sendable {
  @usableFromInline let utf8: UnsafePointer<UInt8>?
  /// The line, counted from 1; 0 where the place is unknown.
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

  /// The place that a log names. The file's text is kept for the life of the process.
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

  /// Stands for the text of the file within this process, for one who remembers what was made of
  /// it; two keys can stand for equal texts. Nil where the place is unknown.
  package var fileKey: FileKey? { utf8.map(FileKey.init) }

  package struct FileKey: Hashable, @unchecked Sendable {
    fileprivate let utf8: UnsafePointer<UInt8>
  }

  /// The file as `#fileID` gives it, `Module/File.swift`; empty where the place is unknown.
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

  /// `File.swift:12`; empty where the place is unknown.
  public var description: String {
    guard utf8 != nil else { return "" }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return "\(name):\(line)"
  }
}

public import WeirFiles

/// A session log in a file, which is closed when nobody holds it any more.
public final class FileOutput: SessionOutput {
  public let file: OutputFile
  public var path: String { file.path }
  private let space: @Sendable (OutputFile) -> DiskSpace?

  /// Opens the file under the rules of `OutputFile`; one that exists is refused unless they say
  /// otherwise.
  public convenience init(
    path: String, _ rules: OutputFile.Rules = .init()
  ) throws(SessionError) {
    try self.init(path: path, rules) { $0.space }
  }

  /// - Parameter space: tells how much room there is on the disk of the file.
  init(
    path: String, _ rules: OutputFile.Rules = .init(),
    space: @escaping @Sendable (OutputFile) -> DiskSpace?
  ) throws(SessionError) {
    self.space = space
    do {
      file = try OutputFile(path: path, rules)
    } catch {
      throw .cannotOpen(path: path, error)
    }
  }

  public func write(_ bytes: [UInt8]) throws(SessionError) {
    do {
      try file.write(bytes)
    } catch {
      throw .cannotWrite(path: path, error)
    }
  }

  public var shortage: FileProblem? { space(file)?.shortage }

  public func discard() { file.discard() }
}

public import WeirFiles

/// A session log in a file, which is closed when this object is released.
public final class FileOutput: SessionOutput {
  /// The file of the log.
  public let file: OutputFile
  /// The path of the file, as given.
  public var path: String { file.path }
  private let space: @Sendable (OutputFile) -> DiskSpace?

  /// Opens the file under the rules of `OutputFile`; by default an existing file is refused.
  ///
  /// - Throws: `SessionError.cannotOpen` if the file can't be opened.
  public convenience init(
    path: String, _ rules: OutputFile.Rules = .init()
  ) throws(SessionError) {
    try self.init(path: path, rules) { $0.space }
  }

  /// - Parameter space: Returns the space on the disk of the file; `nil` if it is not on a disk.
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

  /// Appends bytes to the file.
  ///
  /// - Throws: `SessionError.cannotWrite` if the system can't write.
  public func write(_ bytes: [UInt8]) throws(SessionError) {
    do {
      try file.write(bytes)
    } catch {
      throw .cannotWrite(path: path, error)
    }
  }

  /// The problem if the disk is nearly full; otherwise `nil`.
  public var shortage: FileProblem? { space(file)?.shortage }

  /// The problem if the file was removed, moved, changed or made read-only.
  public var loss: FileProblem? { file.loss }

  /// Removes the file if it was created for the log.
  public func discard() { file.discard() }
}

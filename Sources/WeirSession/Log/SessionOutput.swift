public import WeirFiles

/// A destination of a session log.
public protocol SessionOutput: Sendable {
  /// Its name in messages.
  var path: String { get }

  /// Appends bytes; a reader can see them when this returns.
  ///
  /// - Throws: `SessionError.cannotWrite` if they can't be written.
  func write(_ bytes: [UInt8]) throws(SessionError)

  /// The problem if the log has to end because space is short, with enough left for its last line;
  /// otherwise `nil`.
  var shortage: FileProblem? { get }

  /// The problem if the log can't be found at its path any more, or should not be written;
  /// otherwise `nil`.
  var loss: FileProblem? { get }

  /// Removes what was created for a log that is not wanted any more.
  func discard()
}

extension SessionOutput {
  /// No limit on space.
  public var shortage: FileProblem? { nil }
  /// Nothing that can get lost.
  public var loss: FileProblem? { nil }
  /// Nothing to remove.
  public func discard() {}
}

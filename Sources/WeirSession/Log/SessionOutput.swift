public import WeirFiles

/// Where a session log goes.
public protocol SessionOutput: Sendable {
  /// What to call it in messages.
  var path: String { get }

  /// Appends bytes; a reader can see them when this returns.
  func write(_ bytes: [UInt8]) throws(SessionError)

  /// Why the log is to end soon, where it must not take more room: there is still enough for its
  /// last line.
  var shortage: FileProblem? { get }

  /// Takes back what was made for the log, which is not wanted any more.
  func discard()
}

extension SessionOutput {
  public var shortage: FileProblem? { nil }
  public func discard() {}
}

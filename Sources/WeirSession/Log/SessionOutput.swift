/// Where a session log goes.
public protocol SessionOutput: Sendable {
  /// What to call it in messages.
  var path: String { get }

  /// Appends bytes; a reader can see them when this returns.
  func write(_ bytes: [UInt8]) throws(SessionError)
}

/// A real program that a log was recorded from.
public struct WatchedProgram: Hashable, Sendable {
  /// The library that watched it, such as `asyncio`.
  public var source: String
  /// The name of the program; `nil` if the log does not say.
  public var name: String?
  /// The command that started it; empty if the log does not say.
  public var command: [String] = []
  /// The number of its process; `nil` if the log does not say.
  public var pid: UInt32?
  /// The machine on which it ran; `nil` if the log does not say.
  public var host: String?
  /// The runtime, such as `CPython 3.13.1`; `nil` if the log does not say.
  public var runtime: String?

  /// A program that a source watched.
  public init(source: String, name: String? = nil) {
    (self.source, self.name) = (source, name)
  }
}

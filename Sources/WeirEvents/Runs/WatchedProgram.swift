/// A real program of which a log tells.
public struct WatchedProgram: Hashable, Sendable {
  /// What watched it, such as `asyncio`.
  public var source: String
  /// What the program is called; nil where that is not told.
  public var name: String?
  /// How it was started; empty where that is not told.
  public var command: [String] = []
  /// The number of its process.
  public var pid: UInt32?
  /// The machine on which it ran.
  public var host: String?
  /// What ran it, such as `CPython 3.13.1`.
  public var runtime: String?

  public init(source: String, name: String? = nil) {
    (self.source, self.name) = (source, name)
  }
}

/// What a reader of a log skipped or mended, so that it can be shown.
public struct ReadingReport: Hashable, Sendable {
  /// Lines of a kind that this program does not know, which were skipped.
  public var kinds = 0
  /// Lines with a word that it does not know, such as a cause, which were skipped.
  public var words = 0
  /// Keys that it does not know, in lines of a kind that it knows.
  public var keys = 0
  /// Lines with more bytes than a line may have, which were skipped.
  public var longLines = 0
  /// Lines with an instant a little before that of the line before, which they were given.
  public var lateLines = 0
  /// Names that came as `(others)`, since the log has too many different ones.
  public var names = 0
  /// Tasks of which it is not kept where they come from, for the same reason.
  public var origins = 0

  /// Tasks that a wait for children names past the number that is kept of each.
  public var tasks = 0

  public init() {}

  /// Whether everything was understood, and stood where it belongs.
  public var isClean: Bool { self == ReadingReport() }
}

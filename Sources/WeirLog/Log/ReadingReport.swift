/// What a reader of a log skipped or corrected, for display.
public struct ReadingReport: Hashable, Sendable {
  /// Skipped lines of a kind that this program does not know.
  public var kinds = 0
  /// Skipped lines with a word that it does not know, such as a cause.
  public var words = 0
  /// Unknown keys in lines of a known kind.
  public var keys = 0
  /// Skipped lines that were too long.
  public var longLines = 0
  /// Lines slightly earlier than the previous one, whose instant they were given.
  public var lateLines = 0
  /// Names replaced by `(others)`, because the log has too many different ones.
  public var names = 0
  /// Tasks whose origin was not kept, for the same reason.
  public var origins = 0

  /// Tasks in waits for children beyond the number kept per wait.
  public var tasks = 0

  /// Creates a report of a log in which nothing was skipped or corrected.
  public init() {}

  /// Whether nothing was skipped or corrected.
  public var isClean: Bool { self == ReadingReport() }
}

extension ReadingReport {
  /// What was skipped or corrected in two logs together.
  public static func + (one: ReadingReport, other: ReadingReport) -> ReadingReport {
    var sum = ReadingReport()
    sum.kinds = one.kinds + other.kinds
    sum.words = one.words + other.words
    sum.keys = one.keys + other.keys
    sum.longLines = one.longLines + other.longLines
    sum.lateLines = one.lateLines + other.lateLines
    sum.names = one.names + other.names
    sum.origins = one.origins + other.origins
    sum.tasks = one.tasks + other.tasks
    return sum
  }
}

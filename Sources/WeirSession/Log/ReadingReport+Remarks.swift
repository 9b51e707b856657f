public import WeirEvents
public import WeirLog

extension ReadingReport {
  /// What was skipped or corrected, in words; empty if nothing was.
  public var remarks: [Remark] {
    [
      Remark.ifAny(kinds, "line of an unknown kind skipped", "lines of an unknown kind skipped"),
      .ifAny(words, "line with an unknown word skipped", "lines with an unknown word skipped"),
      .ifAny(keys, "unknown key ignored", "unknown keys ignored"),
      .ifAny(longLines, "line skipped that is too long", "lines skipped that are too long"),
      .ifAny(
        lateLines, "line moved to the instant of the line before it",
        "lines moved to the instant of the line before them"),
      .ifAny(
        names, "name read as '(others)', beyond the number that is kept",
        "names read as '(others)', beyond the number that is kept"),
      .ifAny(
        origins, "task read without its origin, beyond the number that is kept",
        "tasks read without their origin, beyond the number that is kept"),
      .ifAny(
        tasks, "awaited task left out, beyond the number that is kept of a wait",
        "awaited tasks left out, beyond the number that is kept of a wait"),
    ].compactMap(\.self)
  }
}

extension Remark {
  /// A remark in the singular or the plural; `nil` if the count is 0.
  static func ifAny(_ count: Int, _ one: String, _ many: String) -> Remark? {
    count > 0 ? Remark(count, count == 1 ? one : many) : nil
  }
}

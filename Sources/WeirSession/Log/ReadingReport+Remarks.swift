public import WeirEvents
public import WeirLog

extension ReadingReport {
  /// What was skipped or corrected, in words; empty if nothing was.
  public var remarks: [Remark] {
    [
      Remark.ifAny(kinds, "line of an unknown kind skipped", "lines of an unknown kind skipped"),
      .ifAny(words, "line with an unknown word skipped", "lines with an unknown word skipped"),
      .ifAny(keys, "unknown key ignored", "unknown keys ignored"),
      .ifAny(longLines, "overlong line skipped", "overlong lines skipped"),
      .ifAny(
        lateLines, "line moved to the instant of the previous line",
        "lines moved to the instant of the previous line"),
      .ifAny(
        names, "name replaced by '(others)', beyond the limit",
        "names replaced by '(others)', beyond the limit"),
      .ifAny(
        origins, "task read without its origin, beyond the limit",
        "tasks read without their origin, beyond the limit"),
      .ifAny(
        tasks, "awaited task left out, beyond the limit of a wait",
        "awaited tasks omitted, beyond the limit per wait"),
    ].compactMap(\.self)
  }
}

extension Remark {
  /// A remark in the singular or the plural; `nil` if the count is 0.
  static func ifAny(_ count: Int, _ one: String, _ many: String) -> Remark? {
    count > 0 ? Remark(count, count == 1 ? one : many) : nil
  }
}

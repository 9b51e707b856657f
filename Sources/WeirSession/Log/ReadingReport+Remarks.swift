public import WeirEvents
public import WeirLog

extension ReadingReport {
  /// What was skipped or mended, in words; empty if that is nothing.
  public var remarks: [Remark] {
    let all = [
      Remark(kinds, "lines of an unknown kind skipped"),
      Remark(words, "lines with an unknown word skipped"),
      Remark(keys, "unknown keys skipped"),
      Remark(longLines, "lines longer than 64 KiB skipped"),
      Remark(lateLines, "lines a little too early, taken as those of the line before"),
      Remark(names, "names shown as (others), since there are too many"),
      Remark(origins, "tasks without their place in the source, since there are too many"),
      Remark(tasks, "awaited tasks left out, since there are too many in one wait"),
    ]
    return all.filter { $0.count > 0 }
  }
}

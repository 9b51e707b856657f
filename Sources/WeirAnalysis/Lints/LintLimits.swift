/// Limits on what lints remember of any log, far above what a real program needs.
enum LintLimits {
  /// The maximum number of queues, pools, workers or roles that one lint watches at once; beyond
  /// it, the oldest one without a finding is forgotten.
  static let subjects = 1024
  /// The maximum number of tasks known as users of one queue.
  static let users = 16_384
  /// The maximum number of items taken by one task from a queue that are known by number; further
  /// ones are only counted.
  static let items = 64
  /// The maximum number of current cycles of waiting tasks.
  static let cycles = 1024
  /// The maximum number of tasks checked for one deadline: a task and its descendants.
  static let family = 1024
  /// The maximum number of leaked resources known per pool.
  static let leaks = 4096
  /// The maximum number of current findings, and of changes waiting to be taken.
  static let findings = 65_536
}

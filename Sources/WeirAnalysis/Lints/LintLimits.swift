/// Limits on what lints remember of any log, far above what they need for a program.
enum LintLimits {
  /// So many queues, pools, workers or roles are judged at once by one lint; for a further one the
  /// oldest that nothing is wrong with is forgotten.
  static let subjects = 1024
  /// So many tasks are known as users of one queue.
  static let users = 16_384
  /// So many of the items that a task has taken from a queue are known by number; the rest count.
  static let items = 64
  /// So many cycles of waiting tasks are found at once.
  static let cycles = 1024
  /// So many tasks that work for one another are looked at for one deadline.
  static let family = 1024
  /// So many lost resources are known of one pool.
  static let leaks = 4096
  /// So many findings hold at once, and so many changes of them wait to be taken.
  static let findings = 65_536
}

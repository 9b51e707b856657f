/// Ctrl-C as the last resort: pressed again, a second or more later, in a program that should have
/// ended the first time.
struct BreakKey {
  private static let grace = Duration.seconds(1)

  private var first: Duration?

  /// Records that it was pressed; returns true if the program has to end now, without being asked.
  mutating func isLastResort(at now: Duration) -> Bool {
    defer { first = first ?? now }
    return first.map { now - $0 >= BreakKey.grace } ?? false
  }
}

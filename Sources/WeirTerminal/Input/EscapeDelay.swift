/// How long Escape waits for the rest of a sequence before it is a key.
///
/// `ESCDELAY` sets it in milliseconds, as for ncurses; it is limited to 1 ms to 2 s.
struct EscapeDelay {
  /// A terminal sends a sequence in one piece; this is too short for anyone to notice.
  private static let standard = 25
  private static let limits = 1...2000

  let duration: Duration

  init(_ environment: [String: String]) {
    let wanted = environment["ESCDELAY"].flatMap { Int($0) } ?? EscapeDelay.standard
    let limits = EscapeDelay.limits
    duration = .milliseconds(min(max(wanted, limits.lowerBound), limits.upperBound))
  }
}

/// How long Escape waits for the rest of a sequence before it is a key.
///
/// `ESCDELAY` says so in milliseconds, as for ncurses; it is kept between 1 ms and 2 s.
struct EscapeDelay {
  /// A terminal sends a sequence in one piece; short enough for nobody to notice.
  private static let standard = 25
  private static let limits = 1...2000

  let duration: Duration

  init(_ environment: [String: String]) {
    let wanted = environment["ESCDELAY"].flatMap { Int($0) } ?? EscapeDelay.standard
    let limits = EscapeDelay.limits
    duration = .milliseconds(min(max(wanted, limits.lowerBound), limits.upperBound))
  }
}

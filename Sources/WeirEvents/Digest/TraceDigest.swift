/// A running fingerprint of a trace: equal for equal events, and different for others but for one
/// chance in 2⁶⁴.
///
/// It depends only on what happened and when, in order: not on batches, the process, the machine or
/// the build. Source locations are left out, so that an edit elsewhere in a file changes no digest.
/// Findings, checkpoints and the end of the run are derived from events, and not part of it.
///
/// **How to compute it elsewhere.** All arithmetic is on unsigned 64-bit words and wraps around.
/// The state begins as zero. Each event is a list of words: its instant in nanoseconds, the number
/// of its kind, then its fields in the order of the log (`EventSchema`). For each word w,
///
///     state = (rotateLeft(state, 5) xor w) × 0x9E3779B97F4A7C15
///
/// The digest is the state s after the last event, mixed once more, written as 16 hexadecimal
/// digits:
///
///     s = (s xor (s >> 33)) × 0xFF51AFD7ED558CCD
///     s = (s xor (s >> 33)) × 0xC4CEB9FE1A85EC53
///     s = s xor (s >> 33)
///
/// `EventSchema` has the number of each kind. Fields that only logs of real programs have
/// (`FieldWriter.note`) are left out.
///
/// The fields: a number is itself. A text is the FNV-1a hash of its UTF-8 bytes (64 bits; the empty
/// text is 0xCBF29CE484222325). A name such as `producer-3` is two words, the text before the last
/// dash and the number; without a number that is 0. A capacity is its number plus 1, and 0 if there
/// is none. A word from a fixed list is its position there, counted from 0: completed, failed,
/// cancelled, timedOut; block, drop-newest, drop-oldest, fail; newest, oldest, refused, closed;
/// idle, invalid, surplus, unpooled, drained; size, linger, drain; attempts, budget, refused,
/// deadline; stop-intake, drain, cancel, finished. A wait is two words, its position in sleep,
/// queuePut, queueGet, join, child, work, poolAcquire, batch, children, offload, other, and the
/// instant, number or text that goes with it, or 0.
public struct TraceDigest: Sendable {
  var words = DigestWords()
  /// The number of events folded so far.
  public private(set) var eventCount = 0

  /// The digest of no events, which is 0.
  public init() {}

  /// The digest of the events so far.
  public var value: UInt64 { words.value }

  /// The digest of the events so far, as 16 hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Adds some events, in order.
  public mutating func fold(_ events: [Event]) {
    for event in events { fold(event) }
  }

  /// Adds one event.
  ///
  /// - Complexity: O(1).
  public mutating func fold(_ event: Event) {
    eventCount += 1
    words.add(event.instant.nanoseconds)
    event.kind.write(to: &words)
  }
}

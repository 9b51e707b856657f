/// A running fingerprint of a trace: equal for equal events, and, but for one chance in 2⁶⁴, for no others.
///
/// It depends on what happened and when, in order, and on nothing else: neither on batches nor on the process, the machine
/// or the build. Where in the source a task waits is left out, so that an edit elsewhere in a file changes no
/// digest. What is derived from events (findings, checkpoints, the end) is not in it.
///
/// **How to compute it elsewhere.** All arithmetic is on unsigned 64-bit words and wraps around. The state begins as
/// 0. Each event is a list of words: its instant in nanoseconds, the number of its kind, then its fields in the order in
/// which the log writes them (`EventSchema`). For each word w,
///
///     state = (rotateLeft(state, 5) xor w) × 0x9E3779B97F4A7C15
///
/// The digest is the state s after the last event, mixed once more, written as 16 hexadecimal digits:
///
///     s = (s xor (s >> 33)) × 0xFF51AFD7ED558CCD;  s = (s xor (s >> 33)) × 0xC4CEB9FE1A85EC53;  s = s xor (s >> 33)
///
/// `EventSchema` has the number of each kind. What real programs alone say (`FieldWriter.note`) is left out.
///
/// The fields: a number is itself. A text is the FNV-1a hash of its UTF-8 bytes (64 bits; the empty text is
/// 0xCBF29CE484222325). A name such as `producer-3` is two words, the text before the last dash and the number;
/// without a number that is 0. A capacity is its number plus 1, and 0 if there is none. A word out of a few stands for
/// its place, from 0: completed, failed, cancelled, timedOut; block, drop-newest, drop-oldest, fail; newest, oldest,
/// refused, closed; idle, invalid, surplus, unpooled, drained; size, linger, drain; attempts, budget, refused, deadline;
/// stop-intake, drain, cancel, finished. A wait is two words, its place in sleep, queuePut, queueGet, join, child, work,
/// poolAcquire, batch, children, offload, other, and the instant, number or text that goes with it, or 0.
public struct TraceDigest: Sendable {
  var words = DigestWords()
  /// How many events were folded.
  public private(set) var eventCount = 0

  public init() {}

  /// The digest of the events so far.
  public var value: UInt64 { words.value }

  /// The digest of the events so far, as 16 hexadecimal digits.
  public var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Takes in some events.
  public mutating func fold(_ events: [Event]) {
    for event in events { fold(event) }
  }

  /// Takes in one event. Constant time.
  public mutating func fold(_ event: Event) {
    eventCount += 1
    words.add(event.instant.nanoseconds)
    event.kind.write(to: &words)
  }
}

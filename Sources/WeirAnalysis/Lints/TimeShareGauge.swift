import WeirEvents

/// The share of the last window of time during which a condition held, kept per tenth, so that the
/// memory is bounded.
struct TimeShareGauge: Sendable {
  static let parts = 10

  /// Whether the condition holds now.
  private(set) var isOn = false
  /// When measuring began.
  let created: VirtualInstant
  private let tenth: Int64
  /// How many nanoseconds of each tenth the condition held, the current tenth last.
  private var tenths = [Int64](repeating: 0, count: parts + 1)
  /// The instant up to which time has been counted.
  private var counted: VirtualInstant

  init(window: Duration, from now: VirtualInstant) {
    tenth = max(1, window.nanoseconds / Int64(TimeShareGauge.parts))
    created = now
    counted = now
  }

  mutating func set(_ isOn: Bool, at now: VirtualInstant) {
    guard isOn != self.isOn else { return }
    count(until: now)
    self.isOn = isOn
  }

  /// Returns the share in percent and as a number from 0 to 1, at the end of a tenth; `nil` before
  /// a whole window has passed.
  mutating func share(at now: VirtualInstant) -> (percent: Int64, value: Double)? {
    count(until: now)
    let window = tenth * Int64(TimeShareGauge.parts)
    guard now.nanoseconds(since: created) >= window else { return nil }
    let on = tenths.dropLast().reduce(0, +)
    return (Int64(Int128(on) * 100 / Int128(window)), Double(on) / Double(window))
  }

  /// The end of the tenth that contains an instant.
  func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    VirtualInstant(nanoseconds: (now.nanoseconds / tenth + 1).saturatingTimes(tenth))
  }

  /// Counts the time since the last count, and shifts out tenths that have passed.
  private mutating func count(until now: VirtualInstant) {
    var from = counted.nanoseconds
    while from < now.nanoseconds {
      let boundary = (from / tenth + 1).saturatingTimes(tenth)
      let end = min(boundary, now.nanoseconds)
      if isOn { tenths[TimeShareGauge.parts] += end - from }
      if end == boundary { tenths.shift() }
      from = end
      // After a whole window without a change, further tenths change nothing.
      let rest = (now.nanoseconds - from) / tenth
      if rest > 2 * Int64(TimeShareGauge.parts) {
        from += (rest - 2 * Int64(TimeShareGauge.parts)) * tenth
      }
    }
    counted = now
  }
}

extension [Int64] {
  /// Shifts all elements forward by one, and sets the last one to zero.
  fileprivate mutating func shift() {
    for index in 0..<(count - 1) { self[index] = self[index + 1] }
    self[count - 1] = 0
  }
}

import WeirEvents

/// In how much of the last stretch of time something was so, counted in tenths of the stretch, so
/// that its memory has a size.
struct TimeShareGauge: Sendable {
  static let parts = 10

  /// Whether it is so now.
  private(set) var isOn = false
  /// Since when there has been something to measure.
  let created: VirtualInstant
  private let tenth: Int64
  /// How many nanoseconds of each tenth it was so: the present one last.
  private var tenths = [Int64](repeating: 0, count: parts + 1)
  /// Up to where it has been counted.
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

  /// The share in percent and as a number, at the end of a tenth; nothing before a whole window has
  /// gone by.
  mutating func share(at now: VirtualInstant) -> (percent: Int64, value: Double)? {
    count(until: now)
    let window = tenth * Int64(TimeShareGauge.parts)
    guard now.nanoseconds(since: created) >= window else { return nil }
    let on = tenths.dropLast().reduce(0, +)
    return (Int64(Int128(on) * 100 / Int128(window)), Double(on) / Double(window))
  }

  /// The end of the tenth in which an instant lies.
  func nextVerdict(after now: VirtualInstant) -> VirtualInstant {
    VirtualInstant(nanoseconds: (now.nanoseconds / tenth + 1).saturatingTimes(tenth))
  }

  /// Counts the time since the last count; whole tenths that have gone by move on.
  private mutating func count(until now: VirtualInstant) {
    var from = counted.nanoseconds
    while from < now.nanoseconds {
      let boundary = (from / tenth + 1).saturatingTimes(tenth)
      let end = min(boundary, now.nanoseconds)
      if isOn { tenths[TimeShareGauge.parts] += end - from }
      if end == boundary { tenths.shift() }
      from = end
      // After a whole window of the same, more of the same changes nothing.
      let rest = (now.nanoseconds - from) / tenth
      if rest > 2 * Int64(TimeShareGauge.parts) {
        from += (rest - 2 * Int64(TimeShareGauge.parts)) * tenth
      }
    }
    counted = now
  }
}

extension [Int64] {
  /// Moves all one place forward and begins a new last one.
  fileprivate mutating func shift() {
    for index in 0..<(count - 1) { self[index] = self[index + 1] }
    self[count - 1] = 0
  }
}

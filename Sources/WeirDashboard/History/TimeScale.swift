import WeirTrace

/// How much virtual time one column of a time axis stands for: a power of two of 6.25 ms.
///
/// Columns lie at whole multiples of their length, so that a picture only ever shifts by whole columns.
struct TimeScale: Sendable, Hashable {
  /// Half the shortest column: what one dot of a braille graph is at level 0.
  static let dot: Int64 = 3_125_000
  /// Levels 0 to 20: columns of 6.25 ms to almost two hours.
  static let levels = 21

  let level: Int

  init(level: Int) {
    self.level = min(max(level, 0), TimeScale.levels - 1)
  }

  /// The scale at which a column passes in about a fifth of a second at this speed, made coarser by some steps.
  init(speed: Double, coarser steps: Int) {
    let doublings = speed > 0 && speed.isFinite ? Int(speed.exponent) : 0
    self.init(level: 5 + doublings + steps)
  }

  /// One column.
  var column: Int64 { TimeScale.dot << Int64(level + 1) }

  /// How long so many columns are.
  func duration(columns: Int) -> Duration { .nanoseconds(column * Int64(columns)) }

  /// The start of the column in which an instant lies.
  func columnStart(_ instant: VirtualInstant) -> Int64 {
    instant.nanoseconds / column * column
  }
}

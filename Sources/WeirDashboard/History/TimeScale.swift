import WeirAnalysis
import WeirEvents

/// How much virtual time one column of a time axis shows: 3.125 ms times a power of two.
///
/// Columns start at whole multiples of their length, so that a picture only ever shifts by whole
/// columns.
struct TimeScale: Sendable, Hashable {
  /// Half the shortest column, in nanoseconds: one dot of a graph at level 0.
  static let dot: Int64 = 1_562_500
  /// Levels 0 to 21: columns from 3.125 ms, 320 of which make a second, to almost two hours.
  static let levels = 22

  /// The level at the speed of wall time: columns of a fifth of a second.
  private static let realTimeLevel = 6

  let level: Int

  init(level: Int) {
    self.level = level.clamped(to: 0...TimeScale.levels - 1)
  }

  /// The scale at which a column passes in about a fifth of a second of wall time at this speed,
  /// made coarser by a number of steps.
  init(speed: Double, coarser steps: Int) {
    let doublings = speed > 0 && speed.isFinite ? Int(speed.exponent) : 0
    self.init(level: TimeScale.realTimeLevel + doublings + steps)
  }

  /// The finest scale, from a level on, at which a duration fits into these columns.
  init(of duration: Duration, columns: Int, from level: Int = 0) {
    var level = level
    while level < TimeScale.levels - 1,
      duration.nanoseconds / TimeScale(level: level).column + 1 > Int64(max(columns, 1))
    {
      level += 1
    }
    self.init(level: level)
  }

  /// The finest scale for these columns: about a second in all of them.
  static func closest(columns: Int) -> TimeScale {
    let fitting = TimeScale(of: .seconds(1), columns: columns)
    return TimeScale(
      level: fitting.level - (fitting.duration(columns: columns) > .seconds(1) ? 1 : 0))
  }

  /// The length of one column, in nanoseconds.
  var column: Int64 { TimeScale.dot << Int64(level + 1) }

  /// The length of a number of columns.
  func duration(columns: Int) -> Duration { .nanoseconds(column * Int64(columns)) }

  /// The start of the column of an instant, in nanoseconds.
  func columnStart(_ instant: VirtualInstant) -> Int64 {
    instant.nanoseconds / column * column
  }
}

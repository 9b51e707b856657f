/// Counts of whole numbers in bins whose width is at most a thousandth of the number: the layout of HdrHistogram.
///
/// Numbers below 2048 have a bin each; from there on each octave has 1024 bins. There are bins up to the octave of the
/// greatest number that was recorded: 250 KB for hours in nanoseconds. Recording takes constant time.
struct LogarithmicBins: Sendable {
  private static let octave = 1024

  private var counts: ContiguousArray<UInt64> = []

  /// Counts one number.
  @inline(__always)
  mutating func record(_ value: UInt64) {
    let index = LogarithmicBins.index(of: value)
    if index >= counts.count { grow(to: index) }
    counts[index] &+= 1
  }

  /// The greatest number of the bin that holds the number of a rank, counted from 1 in ascending order.
  ///
  /// Linear in the number of bins. Nothing where fewer were recorded.
  func value(atRank rank: Int) -> UInt64? {
    var rest = UInt64(rank)
    for index in counts.indices {
      if rest <= counts[index] { return LogarithmicBins.greatest(in: index) }
      rest -= counts[index]
    }
    return nil
  }

  /// How many numbers lie in bins above that of one number and not above that of another.
  func count(above low: UInt64, upTo high: UInt64) -> Int {
    let first = LogarithmicBins.index(of: low) + 1
    let end = min(LogarithmicBins.index(of: high) + 1, counts.count)
    return first < end ? Int(counts[first..<end].reduce(0, +)) : 0
  }

  /// The bin of a number: how far its octave lies above the first two, and its leading eleven bits.
  @inline(__always)
  private static func index(of value: UInt64) -> Int {
    let shift = max(0, 53 - value.leadingZeroBitCount)
    return shift * octave + Int(value >> UInt64(shift))
  }

  private static func greatest(in index: Int) -> UInt64 {
    let shift = max(0, index / octave - 1)
    return (UInt64(index - shift * octave + 1) << UInt64(shift)) &- 1
  }

  private mutating func grow(to index: Int) {
    let size = (index / LogarithmicBins.octave + 1) * LogarithmicBins.octave
    counts.append(contentsOf: repeatElement(0, count: size - counts.count))
  }
}

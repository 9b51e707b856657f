import Testing
import WeirEvents

/// Durations in whole nanoseconds, compared with a division of 128 bits.
@Suite struct DurationNanosecondsTests {
  /// Sizes in attoseconds around which the division may be done in another way.
  private static let sizes: [Int128] = [
    0, 1_000_000_000, 20_000_000_000_000_000_000, Int128(Int64.max), Int128(UInt64.max),
    31_536_000_000_000_000_000_000_000, 499_999_999 << 64, 500_000_000 << 64,
    Int128(Int64.max) * 1_000_000_000, Int128.max / 2,
  ]

  @Test(arguments: sizes)
  func `nanoseconds are truncated, and clamped to 292 years`(size: Int128) {
    for distance: Int128 in [-1_000_000_001, -1_000_000_000, -999_999_999, -1, 0, 1, 999_999_999] {
      for attoseconds in [size + distance, -size - distance] {
        let duration = Duration(attoseconds: attoseconds)
        #expect(duration.nanoseconds == Int64(clamping: attoseconds / 1_000_000_000))
      }
    }
  }
}

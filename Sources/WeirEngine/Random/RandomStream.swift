import WeirEvents

/// A stream of random numbers that depends only on a seed and a name.
///
/// Each source of randomness has a stream of its own, so that turning one knob does not reshuffle
/// the others. The generator is xoshiro256** by Blackman and Vigna (2018), seeded by SplitMix64 as
/// they advise.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream with that name for a seed.
  public init(seed: UInt64, name: String) {
    var mixer = SplitMix64(state: seed ^ name.stableHash)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// Returns the next 64 random bits.
  ///
  /// - Complexity: O(1).
  public mutating func next() -> UInt64 {
    let result = RandomStream.rotate(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = RandomStream.rotate(state.3, by: 45)
    return result
  }

  /// Returns a number between 0 and 1, both excluded, on a grid of 2⁻⁵³; takes one draw.
  @inline(__always)
  public mutating func nextUnit() -> Double {
    (Double(Int64(next() >> 11)) + 0.5) * 0x1p-53
  }

  /// Returns a number from 0 up to, but not including, the bound, or 0 if the bound is less than 1;
  /// takes one draw. The bias is below bound ÷ 2⁶⁴.
  public mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  private static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}

/// SplitMix64 by Steele, Lea and Flood (2014), which turns any seed into well-mixed numbers.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

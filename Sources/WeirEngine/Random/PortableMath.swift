/// Logarithm, exponential and the normal quantile, using only the basic operations of IEEE 754.
///
/// The C library's functions may differ in the last bit from system to system; these don't, so that
/// a seed gives equal draws on every machine. The relative error of the logarithm and the
/// exponential is below 4 · 10⁻¹⁶.
enum PortableMath {
  private static let log2High = 0.693147180369123816490
  private static let log2Low = 1.90821492927058770002e-10

  /// The natural logarithm of a positive, finite number that is not subnormal.
  ///
  /// With x = 2ᵏ · m and m near 1, log m = 2 artanh((m − 1) / (m + 1)), summed as its series.
  static func log(_ x: Double) -> Double {
    let (exponent, significand) = parts(of: x)
    let ratio = (significand - 1) / (significand + 1)
    let s = ratio * ratio
    let upper = 1 / 13.0 + s * (1 / 15.0 + s * (1 / 17.0 + s * (1 / 19.0 + s * (1 / 21.0))))
    let lower = 1 / 3.0 + s * (1 / 5.0 + s * (1 / 7.0 + s * (1 / 9.0 + s * (1 / 11.0 + s * upper))))
    return exponent * log2High + (2 * ratio * (1 + s * lower) + exponent * log2Low)
  }

  /// The same for a number from 2⁻⁵⁴ up to 1, to within `quickLogError`, in half the time: the
  /// series has fewer terms, most of which the processor computes at once.
  @inline(__always)
  static func quickLog(_ x: Double) -> Double {
    let (exponent, significand) = parts(of: x)
    let ratio = (significand - 1) / (significand + 1)
    let s = ratio * ratio
    let s2 = s * s
    let low = (1 / 3.0 + s * (1 / 5.0)) + s2 * (1 / 7.0 + s * (1 / 9.0))
    let high = (1 / 11.0 + s * (1 / 13.0)) + s2 * (1 / 15.0 + s * (1 / 17.0))
    let log2 = log2High + log2Low
    return exponent * log2 + 2 * ratio * (1 + s * (low + s2 * s2 * high))
  }

  /// More than four times the largest difference between `quickLog` and `log` that was found.
  static let quickLogError = 0x1p-43

  /// The parts k and m of a number 2ᵏ · m, with m from just above √½ up to √2.
  @inline(__always)
  private static func parts(of x: Double) -> (exponent: Double, significand: Double) {
    // Subtracting the bits of the smallest m leaves k in those of the exponent, without a branch.
    let smallest: UInt64 = 0x3fe6_a09e_667f_3bce
    let distance = x.bitPattern &- smallest
    let exponent = Int64(bitPattern: distance) >> 52
    let significand = Double(bitPattern: (distance & 0xf_ffff_ffff_ffff) + smallest)
    return (Double(exponent), significand)
  }

  /// e to the power of a number between −700 and 700.
  ///
  /// With x = k log 2 + r and |r| ≤ log 2 / 2, eˣ = 2ᵏ eʳ, the latter summed as its series.
  static func exp(_ x: Double) -> Double {
    let exponent = (x / (log2High + log2Low)).rounded()
    let rest = (x - exponent * log2High) - exponent * log2Low
    var sum = 1.0
    for divisor in (1...14).reversed() { sum = 1 + sum * rest / Double(divisor) }
    return Double(sign: .plus, exponent: Int(exponent), significand: sum)
  }

  /// The same for a number from −100 to 100, to within a share of `quickExpError`, in a fraction of
  /// the time.
  @inline(__always)
  static func quickExp(_ x: Double) -> Double {
    // Numbers of this size are whole: adding it rounds.
    let whole = 0x1.8p52
    let exponent = (x * (1 / (log2High + log2Low)) + whole) - whole
    let r = (x - exponent * log2High) - exponent * log2Low
    let r2 = r * r
    let r4 = r2 * r2
    let low = (1 + r) + r2 * (1 / 2.0 + r * (1 / 6.0))
    let middle = (1 / 24.0 + r * (1 / 120.0)) + r2 * (1 / 720.0 + r * (1 / 5040.0))
    let last = 1 / 3_628_800.0 + r * (1 / 39_916_800.0)
    let high = (1 / 40_320.0 + r * (1 / 362_880.0)) + r2 * last
    let power = Double(bitPattern: UInt64(Int64(exponent) + 1023) << 52)
    return power * (low + r4 * (middle + r4 * high))
  }

  /// More than four times the largest difference between `quickExp` and `exp` that was found, as a
  /// share of the value.
  static let quickExpError = 0x1p-43

  /// The number below which a standard normal variable lies with this probability, which must be
  /// between 0 and 1.
  ///
  /// Algorithm AS 241 (PPND16) by Wichura, Applied Statistics 37 (1988), about 16 digits.
  static func normalQuantile(_ probability: Double) -> Double {
    let q = probability - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * polynomial(centre.numerator, r) / polynomial(centre.denominator, r)
    }
    let r = (-log(q < 0 ? probability : 1 - probability)).squareRoot()
    let value =
      r <= 5
      ? polynomial(middle.numerator, r - 1.6) / polynomial(middle.denominator, r - 1.6)
      : polynomial(tail.numerator, r - 5) / polynomial(tail.denominator, r - 5)
    return q < 0 ? -value : value
  }

  /// The value of a polynomial, with the coefficients from the constant term upwards.
  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }

  private static let centre = (
    numerator: [
      3.387_132_872_796_366_608, 133.141_667_891_784_377_45, 1_971.590_950_306_551_442_7,
      13_731.693_765_509_461_125, 45_921.953_931_549_871_457, 67_265.770_927_008_700_853,
      33_430.575_583_588_128_105, 2_509.080_928_730_122_672_7,
    ],
    denominator: [
      1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_3, 5_394.196_021_424_751_107_7,
      21_213.794_301_586_595_867, 39_307.895_800_092_710_61, 28_729.085_735_721_942_674,
      5_226.495_278_852_854_561,
    ]
  )

  private static let middle = (
    numerator: [
      1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9, 5.769_497_221_460_691_405_5,
      3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_77,
      0.022_723_844_989_269_184_583, 7.745_450_142_783_414_076_4e-4,
    ],
    denominator: [
      1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_4, 0.689_767_334_985_100_004_55,
      0.148_103_976_427_480_074_59, 0.015_198_666_563_616_457_2, 5.475_938_084_995_344_946e-4,
      1.050_750_071_644_416_843_24e-9,
    ]
  )

  private static let tail = (
    numerator: [
      6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9, 1.784_826_539_917_291_335_8,
      0.296_560_571_828_504_891_23, 0.026_532_189_526_576_123_093, 1.242_660_947_388_078_438_6e-3,
      2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7,
    ],
    denominator: [
      1, 0.599_832_206_555_887_937_69, 0.136_929_880_922_735_805_31,
      0.014_875_361_290_850_615_025, 7.868_691_311_456_132_591e-4, 1.846_318_317_510_054_681_8e-5,
      1.421_511_758_316_445_888_7e-7, 2.044_263_103_389_939_785_64e-15,
    ]
  )
}

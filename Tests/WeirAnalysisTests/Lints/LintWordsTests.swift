import Testing

@testable import WeirAnalysis
@testable import WeirEvents

/// Durations and instants in the sentences of findings.
@Suite struct LintWordsTests {
  @Test(
    arguments: [
      (Int64.max, "9223372036s"), (.max - 1, "9223372036s"), (305_000_000, "305ms"),
      (18_249_000_000, "18.2s"), (999_500, "1ms"), (0, "0s"), (-1, "-1ns"),
    ] as [(Int64, String)])
  func `a duration has three significant digits, and never overflows`(
    nanoseconds: Int64, words: String
  ) {
    #expect(Duration.nanoseconds(nanoseconds).words == words)
  }

  @Test(
    arguments: [(Int64.max, "9223372036.854s"), (40_613_500_000, "40.614s"), (0, "0s")]
      as [(Int64, String)])
  func `an instant has milliseconds, and never overflows`(nanoseconds: Int64, words: String) {
    #expect(VirtualInstant(nanoseconds: nanoseconds).words == words)
  }

  @Test func `the longest possible duration is rounded as well`() {
    #expect(!VirtualInstant(nanoseconds: .min).words.isEmpty)
    #expect(!Duration.nanoseconds(Int64.min).words.isEmpty)
  }
}

import Testing
import WeirEvents

@testable import weir

@Suite struct ExactTimeTextTests {
  private static let texts: [(nanoseconds: Int64, text: String)] = [
    (0, "0s"), (1, "1ns"), (999, "999ns"), (1_000, "1us"), (1_050, "1.05us"),
    (999_999, "999.999us"),
    (1_000_000, "1ms"), (24_622_233, "24.622233ms"), (250_000_000, "250ms"),
    (999_999_999, "999.999999ms"), (1_000_000_000, "1s"), (1_000_000_001, "1.000000001s"),
    (2_125_000_000, "2.125s"), (5_024_622_233, "5.024622233s"), (5_024_622_233_000, "5024.622233s"),
    (-1, "-1ns"), (-1_500_000_000, "-1.5s"), (.max, "9223372036.854775807s"),
    (.min, "-9223372036.854775808s"),
  ]

  @Test(arguments: texts)
  func `an instant is exact, and from one second on in seconds`(nanoseconds: Int64, text: String) {
    #expect(ExactTimeText(VirtualInstant(nanoseconds: nanoseconds)).description == text)
  }
}

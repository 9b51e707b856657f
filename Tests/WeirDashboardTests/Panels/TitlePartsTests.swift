import Testing

@testable import WeirDashboard
@testable import WeirScreen

/// What stands beside the title of a panel.
@Suite struct TitlePartsTests {
  private var parts: TitleParts {
    var parts = TitleParts()
    parts.add(Line("2774 live", .text), Line("2774 live", .text), Line("2774", .text), rank: 2)
    parts.add(Line("↓ 1017", .text), Line("↓ 1017", .text), Line("↓1017", .text), rank: 1)
    parts.add(Line("+1750 not shown", .text), Line("+1750", .text), Line("+1750", .text), rank: 3)
    parts.add(Line(), rank: 4)
    return parts
  }

  @Test(arguments: [
    (40, "2774 live  ↓ 1017  +1750 not shown"), (34, "2774 live  ↓ 1017  +1750 not shown"),
    (33, "2774 live  ↓ 1017  +1750"), (23, "2774 ↓1017 +1750"), (15, "2774 +1750"), (9, "+1750"),
    (5, "+1750"), (0, ""),
  ])
  func `words are left out before numbers, and then the least important part as a whole`(
    columns: Int, text: String
  ) {
    #expect(parts.line(columns).text == text)
  }

  @Test func `of parts that are equally important, the last ones are left out`() {
    var parts = TitleParts()
    parts.add(Line("one", .text), rank: 1)
    parts.add(Line("two", .text), rank: 1)
    #expect(parts.line(8).text == "one  two")
    #expect(parts.line(7).text == "one")
    #expect(TitleParts().line(10).text.isEmpty)
  }
}

import Testing
import WeirEvents

@Suite struct WallClockTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-29T09:00:00.250Z", 1_795_942_800_250),
    ("2026-11-29T10:00:00.25+01:00", 1_795_942_800_250),
    ("2026-11-29 04:30:00-0430", 1_795_942_800_000), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ("2000-03-01T00:00:00Z", 951_868_800_000),
  ])
  func `the start that a log names is an instant`(text: String, milliseconds: Int64) {
    #expect(WallClock(started: text)?.start == milliseconds * 1_000_000)
  }

  @Test(arguments: [
    "", "today", "2026-11-29", "2026-11-29T09:00:00", "2026-13-01T00:00:00Z",
    "2026-11-29T24:00:00Z", "2026-11-29T09:00:00.Z", "2026-11-29T09:00:00Z!",
    "1969-12-31T23:00:00Z",
    "1970-01-01T00:00:00+01:00",
  ])
  func `any other text is no start`(text: String) {
    #expect(WallClock(started: text) == nil)
  }

  @Test func `a date comes back from its local time`() throws {
    for text in [
      "1970-01-01", "1999-12-31", "2000-02-29", "2024-12-31", "2026-03-01", "2199-12-31",
    ] {
      let wall = try #require(WallClock(started: "\(text)T12:00:00Z"))
      let (year, month, day) = WallClock.date(wall.local(at: .zero))
      let padded = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
      #expect("\(year)-\(padded.joined(separator: "-"))" == text)
    }
  }

  @Test func `a time of day is that of the first day, or of the next one`() throws {
    var wall = try #require(WallClock(started: "2026-11-29T22:00:00Z"))
    wall.offset = 3600
    let hour: Int64 = 3_600_000_000_000
    #expect(wall.instant(at: 23 * hour) == .zero)
    #expect(wall.instant(at: 23 * hour + 5) == VirtualInstant(nanoseconds: 5))
    #expect(wall.instant(at: hour) == VirtualInstant(nanoseconds: 2 * hour))
  }
}

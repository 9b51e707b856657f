import Testing
import WeirEvents

@testable import WeirDashboard

@Suite struct SeekPlaceTests {
  private static let places: [(String, SeekPlace)] = [
    ("12.5s", .instant(VirtualInstant(nanoseconds: 12_500_000_000))),
    ("1:30", .instant(VirtualInstant(nanoseconds: 90_000_000_000))),
    ("+5s", .offset(.seconds(5))), ("-250ms", .offset(.milliseconds(-250))),
    ("40%", .share(0.4)), ("0%", .share(0)), ("100%", .share(1)), ("12.5%", .share(0.125)),
    ("#48213", .event(48213)), ("#48,213", .event(48213)), ("#0", .event(0)),
    ("warning 3", .warning(3)), ("start", .start), ("end", .end),
  ]

  @Test(arguments: places)
  func `a place is an instant, a distance, a share, an event, a warning or an end`(
    text: String, place: SeekPlace
  ) {
    #expect(SeekPlace(text) == place)
  }

  @Test(arguments: [
    "", "burst", "warning", "warning 0", "warning x", "warning 3 4", "101%", "-1%", "nan%", "#",
    "#-1", "#1.5", "#99999999999999999999", "1:75", "+", "end start", "5 s",
    "+5%", "1e1%", "0x10%", "warning +3",
  ])
  func `anything else is no place`(text: String) {
    #expect(SeekPlace(text) == nil)
  }
}

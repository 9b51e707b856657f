import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct InstantTextTests {
  /// The instant to which a text leads from a present instant; `nil` if it leads to none.
  private func instant(_ text: String, from present: VirtualInstant) -> VirtualInstant? {
    let batch = EventBatch(events: [], now: present, state: .running)
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.batchArrived(batch))
    guard case .run(.goTo(.instant(let instant)))? = try? dashboard.grammar.call("goto \(text)")
    else { return nil }
    return instant
  }

  @Test(arguments: [
    ("8s", 8000), ("250ms", 250), ("2m", 120_000), ("+5s", 15_000), ("-2s", 8000), ("-1h", 0),
    ("1:30", 90_000), ("0:00:01.500", 1500), ("01:00:00", 3_600_000), ("+0s", 10_000),
  ])
  func `an instant is typed as the header shows it, as a duration, or relative to now`(
    text: String, milliseconds: Int64
  ) {
    let expected = VirtualInstant(nanoseconds: milliseconds * 1_000_000)
    #expect(instant(text, from: VirtualInstant(nanoseconds: 10_000_000_000)) == expected)
  }

  @Test(arguments: [
    "", "8", "s", "-", "+", "+-5s", "--5s", "1:60", "1:", ":30", "1:2:3:4", "99999:00", "-1:30",
    "+1:30", "1:+5", "9e9s", "日s", "1:30m", "1:5u", "1:5n", "1:5µ", "0:1:30m",
  ])
  func `any other text is not an instant`(text: String) {
    #expect(instant(text, from: VirtualInstant(nanoseconds: 10_000_000_000)) == nil)
    #expect(InstantText.parse(text) == nil && SeekPlace(text) == nil)
  }

  @Test func `an instant never exceeds the last one there is`() {
    let last = VirtualInstant(nanoseconds: .max)
    #expect(instant("+290000h", from: last) == last)
  }
}

import Testing
import WeirEvents

@testable import WeirDashboard

@Suite struct RecentPeakTests {
  private func instant(_ seconds: Double) -> VirtualInstant {
    VirtualInstant(nanoseconds: Int64(seconds * 1e9))
  }

  private func peak(_ notes: [(seconds: Double, level: Int)], at seconds: Double) -> Int {
    var peak = RecentPeak()
    for note in notes { peak.note(note.level, at: instant(note.seconds)) }
    return peak.value(at: instant(seconds))
  }

  @Test func `a peak grows at once`() {
    #expect(peak([(0, 5), (1, 8), (1.03, 12)], at: 1.03) == 12)
  }

  @Test func `it shrinks five to ten seconds later, to the highest level since`() {
    let notes = [(0.5, 12), (1.0, 5), (6.0, 7), (6.1, 4)]
    #expect(peak(notes, at: 6.1) == 12)
    #expect(peak(notes, at: 9.9) == 12)
    #expect(peak(notes, at: 10) == 7)
    #expect(peak(notes, at: 15) == 4)
  }

  @Test func `it ends while nothing happens`() {
    #expect(peak([(1, 9), (2, 3)], at: 4) == 9)
    #expect(peak([(1, 9), (2, 3)], at: 3600) == 3)
  }

  @Test func `looking at it changes nothing`() {
    var (looked, other) = (RecentPeak(), RecentPeak())
    for step in 0..<200 {
      let now = instant(Double(step) * 0.7)
      looked.note(step % 13, at: now)
      other.note(step % 13, at: now)
      _ = looked.value(at: instant(Double(step) * 0.7 + 0.3))
      #expect(looked.value(at: now) == other.value(at: now))
    }
  }
}

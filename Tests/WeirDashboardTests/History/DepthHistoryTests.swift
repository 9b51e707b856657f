import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@testable import WeirDashboard

@Suite struct DepthHistoryTests {
  private let dot = TimeScale.dot

  private func instant(_ dots: Int64) -> VirtualInstant { .init(nanoseconds: dots * dot) }

  @Test func `a dot has the mean and the maximum of its time`() {
    var history = DepthHistory(since: .zero)
    history.record(4, at: .init(nanoseconds: dot / 2))
    history.advance(to: instant(2))
    let dots = history.dots(3, at: TimeScale(level: 0))
    #expect(dots.map(\.mean) == [2, 4, 4])
    #expect(dots.map(\.maximum) == [4, 4, 4])
  }

  @Test func `each level joins two dots of the one below`() {
    var history = DepthHistory(since: .zero)
    for (step, depth) in [2, 4, 6, 8, 0].enumerated() {
      history.record(UInt32(depth), at: instant(Int64(step)))
    }
    #expect(history.dots(5, at: TimeScale(level: 1)).map(\.mean) == [3, 7, 0])
    #expect(history.dots(5, at: TimeScale(level: 2)).map(\.mean) == [5, 0])
  }

  @Test func `one long advance equals many short ones`() {
    var once = DepthHistory(since: .zero)
    var often = once
    for history in 0..<2 {
      var target = history == 0 ? once : often
      target.record(3, at: instant(5))
      if history == 1 { for step in 6..<5000 { target.advance(to: instant(Int64(step))) } }
      target.record(9, at: instant(5000))
      target.advance(to: instant(5003))
      if history == 0 { once = target } else { often = target }
    }
    for level in 0..<TimeScale.levels {
      let scale = TimeScale(level: level)
      #expect(once.dots(700, at: scale) == often.dots(700, at: scale), "level \(level)")
    }
  }

  @Test func `no level keeps more than it can show`() {
    var history = DepthHistory(since: .zero)
    history.record(1, at: instant(100_000_000))
    #expect(history.dots(10_000, at: TimeScale(level: 0)).count == DepthHistory.capacity + 1)
  }

  @Test func `the newest dot is the mean of its time so far`() {
    var history = DepthHistory(since: .zero)
    history.record(8, at: .zero)
    history.record(0, at: instant(1))
    history.advance(to: instant(2))
    history.record(4, at: instant(3))
    history.advance(to: instant(3).advanced(by: .nanoseconds(dot / 2)))
    #expect(history.dots(1, at: TimeScale(level: 0)).map(\.mean) == [4])
    #expect(history.dots(1, at: TimeScale(level: 1)).map(\.maximum) == [4])
    #expect(abs(history.dots(1, at: TimeScale(level: 2))[0].mean - (8 + 2) / 3.5) < 0.001)
  }

  @Test func `it measures how long tasks were held up, and how often something occurred`() {
    var history = DepthHistory(since: .zero)
    history.record(2, isBlocked: true, at: instant(1))
    history.record(2, at: instant(2))
    history.count(3, at: instant(3))
    history.advance(to: instant(4))
    #expect(history.dots(5, at: TimeScale(level: 0)).dropLast().map(\.blocked) == [0, 1, 0, 0])
    #expect(history.dots(3, at: TimeScale(level: 1)).dropLast().map(\.blocked) == [0.5, 0])
    #expect(history.blockedShare == 0.25)
    #expect(history.highest == 2)
    var rate = DepthHistory(since: .zero)
    rate.count(3, at: instant(3))
    rate.advance(to: instant(4))
    let perDot = 1e9 / Double(dot)
    #expect(rate.dots(2, at: TimeScale(level: 2))[0].mean == Float(3 * perDot / 4))
  }
  @Test func `dots come back from a transfer as they were`() {
    var dice = Dice(1)
    var history = DepthHistory(since: .zero)
    var now: Int64 = 0
    for step in 0..<4000 {
      now += Int64(dice.below(step % 500 == 0 ? 4000 : 6)) * dot + Int64(dice.below(Int(dot)))
      history.record(
        UInt32(dice.below(9)), isBlocked: dice.below(3) == 0, at: .init(nanoseconds: now))
      guard step % 97 == 0 else { continue }
      var (moved, out) = (history, ByteTransfer())
      moved.pass(through: &out)
      #expect(moved.closedDots(640, at: TimeScale(level: 0)).isEmpty)
      var back = ByteTransfer(from: out.bytes)
      moved.pass(through: &back)
      for level in 0..<TimeScale.levels {
        let scale = TimeScale(level: level)
        #expect(moved.dots(700, at: scale) == history.dots(700, at: scale), "level \(level)")
      }
      // What came back can take the place of the original.
      if dice.below(2) == 0 { history = moved }
    }
  }
}

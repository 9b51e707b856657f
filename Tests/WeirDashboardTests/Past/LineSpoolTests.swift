import Testing
import WeirTestSupport

@testable import WeirDashboard

@Suite struct LineSpoolTests {
  private static let block = LineSpool.blockSize

  private func bytes(_ count: Int, _ dice: inout Dice) -> [UInt8] {
    (0..<count).map { _ in UInt8(dice.below(256)) }
  }

  /// Reads some bytes piece by piece.
  private func read(_ spool: LineSpool, _ range: Range<Int>) -> [UInt8]? {
    var read: [UInt8] = []
    while read.count < range.count {
      let part = spool.bytes(range.lowerBound + read.count..<range.upperBound)
      guard let part, !part.isEmpty else { return nil }
      read += part
    }
    return read
  }

  @Test(arguments: [true, false])
  func `all bytes come back from any place on`(hasFile: Bool) {
    var dice = Dice(5)
    let spool = LineSpool(in: hasFile ? SmallFile(limit: 1 << 24) : nil)
    var all: [UInt8] = []
    while all.count < 2 * Self.block {
      let next = bytes(dice.below(90_000), &dice)
      all += next
      #expect(spool.append(next) == all.count)
    }
    for _ in 0..<20 {
      let start = dice.below(all.count)
      let end = start + dice.below(all.count - start)
      #expect(read(spool, start..<end) == Array(all[start..<end]))
    }
    #expect(spool.first == 0 && !spool.isFull && spool.count == all.count)
  }

  @Test func `at the limit the newest bytes replace the oldest, unless these are held`() {
    let spool = LineSpool(in: nil, limit: 4 * Self.block)
    let half = [UInt8](repeating: 1, count: Self.block / 2)
    for _ in 0..<12 { spool.append(half) }
    #expect(spool.first == 3 * Self.block && !spool.isFull)
    #expect(spool.bytes(0..<1) == nil)
    spool.hold(from: 3 * Self.block + 5)
    spool.append(half + half)
    #expect(spool.first == 3 * Self.block && spool.isFull)
    #expect(read(spool, 3 * Self.block + 5..<spool.count) != nil)
    spool.hold(from: nil)
    #expect(!spool.isFull)
    spool.append(half + half)
    #expect(spool.first == 5 * Self.block)
  }

  @Test func `what a full disk does not take stays in memory`() {
    let spool = LineSpool(in: SmallFile(limit: Self.block))
    let all = (0..<3).flatMap { [UInt8](repeating: $0, count: Self.block) }
    spool.append(all)
    #expect(read(spool, 0..<all.count) == all)
  }
}

import Testing
import WeirTestSupport

@testable import WeirDashboard

@Suite struct PageFileTests {
  private func bytes(_ count: Int, _ dice: inout Dice) -> [UInt8] {
    (0..<count).map { _ in UInt8(dice.below(256)) }
  }

  @Test(arguments: [true, false])
  func `bytes come back as they were kept, in whatever order others go`(hasFile: Bool) {
    var dice = Dice(3)
    let file = PageFile(in: hasFile ? SmallFile(limit: 1 << 24) : nil)
    var kept: [(PageFile.Kept, [UInt8])] = []
    for _ in 0..<60 {
      let bytes = bytes(dice.below(100_000), &dice)
      kept.append((file.keep(bytes), bytes))
      if kept.count > 8 { kept.remove(at: dice.below(kept.count)) }
      #expect(kept.allSatisfy { $0.read() == $1 })
    }
    #expect(kept.allSatisfy { $0.bytesInMemory == (hasFile ? 0 : $1.count) })
  }

  @Test func `pages of what nobody refers to are used again`() {
    let small = SmallFile(limit: 1 << 24)
    let file = PageFile(in: small)
    var kept = file.keep([UInt8](repeating: 1, count: 100_000))
    kept = file.keep([UInt8](repeating: 2, count: 100_000))
    let size = small.size
    for number in UInt8(3)..<50 { kept = file.keep([UInt8](repeating: number, count: 100_000)) }
    #expect(small.size == size && kept.read()?.allSatisfy { $0 == 49 } == true)
  }

  @Test func `what a full disk does not take stays in memory`() {
    let file = PageFile(in: SmallFile(limit: 100_000))
    let small = file.keep([1, 2, 3])
    let large = file.keep([UInt8](repeating: 7, count: 200_000))
    #expect(small.read() == [1, 2, 3] && small.bytesInMemory == 0)
    #expect(large.read()?.count == 200_000 && large.bytesInMemory == 200_000)
  }
}

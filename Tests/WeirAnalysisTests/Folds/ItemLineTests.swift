import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

/// An item line behaves like a plain list, whatever the numbers of the items.
@Suite struct ItemLineTests {
  /// The simplest model of an `ItemLine`.
  private struct Model {
    var items: [(number: UInt64, entry: Int64, holder: TaskID)] = []

    func index(of number: UInt64) -> Int? { items.firstIndex { $0.number == number } }
  }

  private static func entry(_ offered: Int64) -> ItemLine.Entry {
    .init(offered: VirtualInstant(nanoseconds: offered), enqueued: .zero)
  }

  /// The order of the numbers of items.
  enum Numbers: CaseIterable {
    case ascending, scattered, atTheEnd

    fileprivate func next(after last: UInt64, _ dice: inout Dice) -> UInt64 {
      switch self {
      case .ascending: last + 1
      case .scattered: dice.once(in: 3) ? UInt64(1 + dice.below(60)) : last &+ 1
      case .atTheEnd: max(last &+ 1, UInt64.max - 40)
      }
    }
  }

  @Test(arguments: Numbers.allCases, UInt64(0)..<16)
  func `an item line equals a plain list`(_ numbers: Numbers, _ seed: UInt64) {
    var (line, model, dice) = (ItemLine(), Model(), Dice(seed))
    var last: UInt64 = 0
    for step in Int64(0)..<600 {
      let known = dice.pick(model.items.map(\.number)) ?? 7
      let item = ItemID(dice.once(in: 8) ? UInt64(1 + dice.below(80)) : known)
      let task = TaskID(UInt32(dice.below(4)))
      switch dice.below(6) {
      case 0, 1, 2:
        last = numbers.next(after: last, &dice)
        if last == 0 { last = 1 }
        if let index = model.index(of: last) { model.items.remove(at: index) }
        model.items.append((last, step, .none))
        line.append(ItemID(last), ItemLineTests.entry(step))
      case 3:
        let index = model.index(of: item.rawValue).flatMap {
          model.items[$0].holder == .none ? $0 : nil
        }
        let taken = line.take(item, by: task)
        #expect(taken?.offered.nanoseconds == index.map { model.items[$0].entry })
        guard let index else { continue }
        if task == .none { model.items.remove(at: index) } else { model.items[index].holder = task }
      case 4:
        line.leave(item, by: task)
        if let index = model.index(of: item.rawValue), task != .none,
          model.items[index].holder == task
        {
          model.items.remove(at: index)
        }
      default:
        guard dice.once(in: 40) else { continue }
        line.forgetWaiting()
        model.items.removeAll { $0.holder == .none }
      }
      #expect(line.count == model.items.count)
    }
    for item in model.items {
      #expect(line.holder(of: ItemID(item.number)) ?? .none == item.holder)
    }
  }

  @Test func `unknown items are taken in the order in which they came`() {
    var line = ItemLine()
    for offered in Int64(1)...3 { line.append(.unknown, ItemLineTests.entry(offered)) }
    #expect(line.take(.unknown, by: TaskID(1))?.offered.nanoseconds == 1)
    #expect(line.count == 2)
    line.forgetWaiting()
    #expect(line.count == 0 && line.take(.unknown, by: .none) == nil)
  }

  @Test func `a remaining item does not retain later slots`() {
    var line = ItemLine()
    line.append(ItemID(1), ItemLineTests.entry(0))
    for number in UInt64(2)...100_000 {
      line.append(ItemID(number), ItemLineTests.entry(Int64(number)))
      _ = line.take(ItemID(number), by: .none)
    }
    #expect(line.count == 1 && line.room <= 128)
    #expect(line.take(ItemID(1), by: .none)?.offered == .zero)
  }
}

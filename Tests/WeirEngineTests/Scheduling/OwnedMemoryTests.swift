import Testing
import WeirEvents

@testable import WeirEngine

/// Memory with a single owner, compared with an array.
@Suite struct OwnedMemoryTests {
  /// Counts how many of its kind exist, one for each element.
  private final class Counted {
    final class Count {
      var value = 0
    }

    let number: Int
    private let count: Count

    init(_ number: Int, _ count: Count) {
      (self.number, self.count) = (number, count)
      count.value += 1
    }

    deinit { count.value -= 1 }
  }

  @Test(arguments: UInt64(0)..<20)
  func `memory behaves like an array, and frees what it holds`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "memory")
    let count = Counted.Count()
    do {
      var memory = OwnedMemory<Counted>(minimumCapacity: 1)
      var model: [Int] = []
      for number in 0..<300 {
        switch random.next(below: 8) {
        case 0 where !model.isEmpty:
          let last = memory.removeLast()
          #expect(last.number == model.removeLast())
        case 1 where !model.isEmpty:
          let position = random.next(below: model.count)
          memory[position] = Counted(number, count)
          model[position] = number
        case 2:
          let divisor = 2 + random.next(below: 9)
          memory.keep { $0.number % divisor != 0 }
          model.removeAll { $0 % divisor == 0 }
        default:
          memory.append(Counted(number, count))
          model.append(number)
        }
        #expect((0..<memory.count).map { memory[$0].number } == model)
        #expect(count.value == model.count)
      }
    }
    #expect(count.value == 0)
  }

  @Test(arguments: UInt64(0)..<20)
  func `a ring behaves like a line, and frees what it holds`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "ring")
    let count = Counted.Count()
    do {
      var ring = Ring<Counted>()
      var model: [Int] = []
      for number in 0..<600 {
        switch random.next(below: 5) {
        case 0, 1:
          let first = ring.popFirst()
          #expect(first?.number == model.first)
          if !model.isEmpty { model.removeFirst() }
        case 2 where !model.isEmpty:
          let offset = random.next(below: model.count)
          ring.exchangeFirst(withOneAt: offset)
          model.swapAt(0, offset)
        default:
          ring.append(Counted(number, count))
          model.append(number)
        }
        #expect(ring.count == model.count)
        #expect(count.value == model.count)
      }
    }
    #expect(count.value == 0)
  }

  @Test func `an agenda frees the alarms of timers that are never due`() {
    let count = Counted.Count()
    do {
      var agenda = Agenda<Counted>()
      for number in 0..<100 {
        let token = agenda.reserve()
        let isSet = agenda.set(token, at: .init(nanoseconds: 5), alarm: Counted(number, count))
        #expect(isSet)
        if number % 3 == 0 { _ = agenda.cancel(token) }
      }
      #expect(count.value == agenda.count)
      let due = agenda.popDue(at: .init(nanoseconds: 5))
      #expect(due?.number == 1)
      #expect(agenda.count == 65)
    }
    #expect(count.value == 0)
  }
}

import Testing
import WeirEvents

@testable import WeirPatterns

/// The protocol by which all tasks wait: enter, attach later, and be answered exactly once.
@Suite struct WaitingRoomTests {
  private typealias Room = WaitingRoom<String, Int, Character>

  private let task = TaskID(1)

  /// What can happen to one task that has entered.
  private enum Stimulus: CaseIterable {
    case attach, answer, cancel
  }

  @Test(arguments: [0, 1, 7])
  func `a waiting task is answered exactly once, whatever comes first`(others: Int) {
    for first in Stimulus.allCases {
      for second in Stimulus.allCases where second != first {
        for third in Stimulus.allCases where third != first && third != second {
          var room = Room()
          let number = room.enter("a", by: task)
          for _ in 0..<others { _ = room.enter("other", by: TaskID(2)) }
          var wakeups = 0
          var answers: [Int] = []
          func take(_ answered: Room.Answered?) {
            guard let answered else { return }
            wakeups += 1
            #expect(answered.content == "a")
            if answered.wakeup.waiter != nil { answers.append(answered.wakeup.answer) }
          }
          for stimulus in [first, second, third] {
            switch stimulus {
            case .attach: if let answer = room.attach("w", at: number) { answers.append(answer) }
            case .answer: take(room.answer(number, 1))
            case .cancel: take(room.answer(number, 2))
            }
          }
          let winner = [first, second, third].first { $0 != .attach }
          #expect(wakeups == 1)
          #expect(answers == [winner == .answer ? 1 : 2], "\(first) \(second) \(third)")
          #expect(room.count == others)
          #expect(room.early.isEmpty)
        }
      }
    }
  }

  @Test
  func `waiting tasks are answered in the order in which they entered, except those that left`() {
    var room = Room()
    let numbers = ["a", "b", "c", "d", "e"].map { room.enter($0, by: task) }
    _ = room.answer(numbers[1], 0)
    _ = room.answer(numbers[0], 0)
    #expect(room.count == 3)
    var served: [String] = []
    while let next = room.answerFirst(1) { served.append(next.content) }
    #expect(served == ["c", "d", "e"])
    #expect(room.isEmpty)
    #expect(room.first == nil)
  }

  @Test func `no answer is evaluated if no task waits`() {
    var room = Room()
    var made = 0
    func make() -> Int {
      made += 1
      return made
    }
    let number = room.enter("a", by: task)
    _ = room.answer(number, 0)
    let isServed = room.answerFirst(make()) != nil
    #expect(!isServed)
    #expect(made == 0)
  }

  @Test func `tasks that have left leave nothing behind`() {
    var room = Room()
    let stays = room.enter("stays", by: task)
    for number in 1...10_000 {
      let left = room.answer(room.enter("\(number)", by: task), 0)
      #expect(left?.content == "\(number)")
      _ = room.attach("w", at: UInt64(number))
    }
    #expect(room.entries.count < 100)
    #expect(room.early.isEmpty)
    #expect(room.attach("s", at: stays) == nil)
    let first = room.answerFirst(1)
    #expect(first?.content == "stays" && first?.wakeup.waiter == "s")
    #expect(room.isEmpty)
  }

  /// Random stimuli compared with the simplest model: a list.
  @Test(arguments: 0..<50)
  func `a waiting room behaves like a list from which any task may leave`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    var room = Room()
    var model: [(number: UInt64, content: String)] = []
    for step in 0..<400 {
      switch draw(4) {
      case 0, 1: model.append((room.enter("\(step)", by: task), "\(step)"))
      case 2:
        let served = room.answerFirst(0)
        #expect(served?.content == (model.isEmpty ? nil : model.removeFirst().content))
      default:
        guard !model.isEmpty else { continue }
        let index = draw(model.count)
        let left = room.answer(model[index].number, 0)
        #expect(left?.content == model.remove(at: index).content)
      }
      #expect(room.count == model.count)
      #expect(room.isEmpty == model.isEmpty)
    }
  }
}

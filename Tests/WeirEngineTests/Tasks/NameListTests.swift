import Testing
import WeirEvents

@testable import WeirEngine

@Suite struct NameListTests {
  private static let ten = "t1, t2, t3, t4, t5, t6, t7, t8, t9, t10"

  private static func names(_ count: Int) -> [Label] {
    (0..<count).map { Label("t\($0 + 1)") }
  }

  @Test(arguments: [(0, ""), (1, "t1"), (3, "t1, t2, t3"), (10, ten), (12, "\(ten) and 2 more")])
  func `a list shows at most ten names, and counts the rest`(count: Int, text: String) {
    #expect("\(NameList(NameListTests.names(count)))" == text)
  }

  @Test(arguments: [
    (0, "no task"), (1, "task t1"), (10, "task \(ten)"), (12, "\(ten) and 2 more tasks"),
  ])
  func `a failure names the tasks that had not ended`(count: Int, text: String) {
    let tasks = NameListTests.names(count).enumerated().map { index, name in
      BlockedTask(id: TaskID(UInt32(index + 1)), name: name, wait: nil)
    }
    let failure = SimulationFailure(seed: 7, reason: .halted(.usedFromOutside, tasks))
    #expect(failure.description.hasPrefix("Seed 7 is halted with \(text). "))
  }

  @Test(arguments: [
    (1, "Its task t1 waits for"), (10, "Its tasks \(ten) wait for"),
    (12, "Its tasks \(ten) and 2 more wait for"),
  ])
  func `a halt names the waiting tasks`(count: Int, text: String) {
    let halt = SimulationHalt.waitsForUnknown(NameListTests.names(count))
    #expect(halt.description.hasPrefix(text))
  }
}

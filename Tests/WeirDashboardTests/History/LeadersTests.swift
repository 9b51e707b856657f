import Testing

@testable import WeirDashboard

@Suite struct LeadersTests {
  private func choose(_ leaders: inout Leaders<String>, _ interests: KeyValuePairs<String, Double>)
  {
    leaders.choose(from: interests.map { (key: $0.key, interest: $0.value) })
  }

  @Test func `while there is room, all stay in the order in which they came`() {
    var leaders = Leaders<String>(limit: 3)
    choose(&leaders, ["a": 1, "b": 9])
    choose(&leaders, ["c": 50, "a": 0, "b": 2])
    #expect(leaders.keys == ["a", "b", "c"])
  }

  @Test func `a clearly more interesting key takes the place of the least interesting`() {
    var leaders = Leaders<String>(limit: 2)
    choose(&leaders, ["a": 3, "b": 2, "c": 1])
    #expect(leaders.keys == ["a", "b"])
    choose(&leaders, ["a": 3, "b": 2, "c": 3])
    #expect(leaders.keys == ["a", "b"])
    choose(&leaders, ["a": 3, "b": 2, "c": 4])
    #expect(leaders.keys == ["a", "c"])
  }

  @Test func `with less room, the most interesting keys are shown, and seldom change`() {
    var leaders = Leaders<String>(limit: 3)
    choose(&leaders, ["a": 1, "b": 4, "c": 8])
    #expect(leaders.first(1) == ["c"] && leaders.first(2) == ["b", "c"])
    choose(&leaders, ["a": 1, "b": 9, "c": 8])
    #expect(leaders.first(1) == ["c"] && leaders.first(9) == ["a", "b", "c"])
    choose(&leaders, ["a": 1, "b": 10, "c": 8])
    #expect(leaders.first(1) == ["b"] && leaders.first(0) == [])
  }

  @Test func `a key that is gone makes room`() {
    var leaders = Leaders<String>(limit: 2)
    choose(&leaders, ["a": 3, "b": 2, "c": 1])
    choose(&leaders, ["b": 2, "c": 1])
    #expect(leaders.keys == ["b", "c"])
  }
}

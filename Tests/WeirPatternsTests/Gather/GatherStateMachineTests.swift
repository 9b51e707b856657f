import Testing

@testable import WeirPatterns

@Suite struct GatherStateMachineTests {
  private typealias Machine = GatherStateMachine<String>

  private func text(_ action: Machine.EndAction) -> String {
    switch action {
    case .proceed: "proceed"
    case .cancelSiblings: "cancel siblings"
    case .suppress(let error): "suppress \(error)"
    }
  }

  /// The inputs that can start now.
  private func starts(_ machine: inout Machine, limit: Int?) -> [Int] {
    var indices: [Int] = []
    while let index = machine.start(limit: limit) { indices.append(index) }
    return indices
  }

  @Test func `without a limit all inputs start at once`() {
    var machine = Machine(count: 3, onFailure: .cancelSiblings)
    #expect(starts(&machine, limit: nil) == [0, 1, 2])
    #expect(machine.running == 3)
  }

  @Test
  func `with a limit an input starts when another ends, and results keep the order of inputs`() {
    var machine = Machine(count: 3, onFailure: .cancelSiblings)
    #expect(starts(&machine, limit: 2) == [0, 1])
    #expect(text(machine.ended(1, with: .success("b"))) == "proceed")
    #expect(starts(&machine, limit: 2) == [2])
    #expect(text(machine.ended(2, with: .success("c"))) == "proceed")
    #expect(text(machine.ended(0, with: .success("a"))) == "proceed")
    #expect(throws: Never.self) { try machine.outputs() == ["a", "b", "c"] }
    #expect(!machine.isCutShort)
  }

  @Test func `a changed limit applies to the next start`() {
    var machine = Machine(count: 5, onFailure: .cancelSiblings)
    #expect(starts(&machine, limit: 3) == [0, 1, 2])
    _ = machine.ended(0, with: .success("a"))
    #expect(starts(&machine, limit: 1) == [])
    #expect(starts(&machine, limit: nil) == [3, 4])
  }

  @Test func `the first error cancels the siblings, starts nothing more, and is thrown`() {
    var machine = Machine(count: 4, onFailure: .cancelSiblings)
    #expect(starts(&machine, limit: 3) == [0, 1, 2])
    #expect(text(machine.ended(1, with: .failure(Broken(number: 1)))) == "cancel siblings")
    #expect(starts(&machine, limit: 3) == [])
    #expect(text(machine.ended(0, with: .failure(CancellationError()))) == "proceed")
    #expect(
      text(machine.ended(2, with: .failure(Broken(number: 2)))) == "suppress Broken(number: 2)")
    #expect(throws: Broken(number: 1)) { try machine.outputs() }
  }

  @Test func `when collecting, an error affects no other input and is one result among others`()
    throws
  {
    var machine = Machine(count: 2, onFailure: .collect)
    _ = starts(&machine, limit: nil)
    #expect(text(machine.ended(0, with: .failure(Broken()))) == "proceed")
    #expect(text(machine.ended(1, with: .success("b"))) == "proceed")
    #expect(throws: Broken()) { try machine.results[0].get() }
    #expect(try machine.results[1].get() == "b")
  }

  @Test
  func `a cancelled gather starts nothing more, and inputs that did not start count as cancelled`()
  {
    var machine = Machine(count: 2, onFailure: .collect)
    _ = machine.start(limit: 1)
    machine.stop()
    _ = machine.ended(0, with: .success("a"))
    #expect(starts(&machine, limit: nil) == [])
    #expect(machine.isCutShort)
    #expect(throws: CancellationError.self) { try machine.results[1].get() }
  }

  @Test func `a cancellation after all inputs have succeeded costs nothing`() {
    var machine = Machine(count: 1, onFailure: .cancelSiblings)
    _ = machine.start(limit: nil)
    machine.stop()
    _ = machine.ended(0, with: .success("a"))
    #expect(!machine.isCutShort)
    #expect(throws: Never.self) { try machine.outputs() }
  }
}

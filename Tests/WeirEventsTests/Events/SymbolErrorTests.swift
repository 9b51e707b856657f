import Testing

@testable import WeirEvents
@testable import WeirEvents

private struct Mishap: Error {}

@Suite struct SymbolErrorTests {
  @Test func `the name of an error is its type`() {
    #expect(Symbol(of: Mishap()).description == "Mishap")
  }

  @Test(arguments: [
    ("TimeoutError", "TimeoutError"), ("(WorkFailed in _3A7BC7C6A3B42BDD)", "WorkFailed"),
    ("Pair<A in B>", "Pair<A in B>"),
  ])
  func `a private error type has the same name in every build`(description: String, name: String) {
    #expect(Symbol(typeDescription: description).description == name)
  }
}

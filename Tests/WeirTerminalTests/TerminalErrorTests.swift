import Testing

@testable import WeirTerminal

@Suite struct TerminalErrorTests {
  private static let errors: [TerminalError] = [
    .outputIsNoTerminal, .typeUnset, .typeUnknown("nonsense"), .typeTooSimple("dumb"),
    .noTerminfo, .noKeyboard, .refused("create a pipe", 24),
  ]

  @Test(arguments: errors)
  func `an error is two sentences: what is wrong, what to do`(error: TerminalError) {
    #expect(error.description.split(separator: ". ").count == 2)
    #expect(error.description.hasSuffix("."))
  }
}

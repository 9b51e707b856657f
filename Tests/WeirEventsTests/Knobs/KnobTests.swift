import Testing
import WeirEvents

@Suite struct KnobTests {
  private static let knob = Knob(
    name: "capacity", unit: "items", kind: .capacity(0...64, step: 1), help: "")

  @Test func `a knob reads a value of its kind`() throws {
    #expect(try Self.knob.value(from: "unlimited") == .unlimited)
  }

  @Test(arguments: [
    (
      "65",
      """
      The knob 'capacity' can't be set to '65', which is out of range. \
      Give a value from 0 to 64, or unlimited.
      """
    ),
    (
      "off",
      """
      The knob 'capacity' can't be set to 'off'. Give a whole number from 0 to 64, or unlimited.
      """
    ),
  ])
  func `a knob that refuses a text says what is wrong and what to give`(
    text: String, message: String
  ) {
    let error = #expect(throws: KnobError.self) { try Self.knob.value(from: text) }
    #expect(error?.description == message)
  }
}

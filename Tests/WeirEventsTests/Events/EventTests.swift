import Testing
import WeirEvents

@Suite struct EventTests {
  /// A busy run makes millions a second, and a batch holds thousands.
  @Test func `an event is trivially copied and takes 48 bytes`() {
    #expect(_isPOD(Event.self))
    #expect(MemoryLayout<Event>.stride == 48)
  }
}

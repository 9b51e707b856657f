import Testing

@testable import WeirScreen

@Suite struct KeyNameTests {
  private static let keys: [Key] =
    [
      .enter, .escape, .tab, .shiftTab, .backspace, .delete, .up, .down, .left, .right, .shiftLeft,
      .shiftRight, .shiftUp, .shiftDown, .home, .end, .pageUp, .pageDown,
    ] + (1...12).map(Key.function)
    + "abcdefgklnopqrstuvwxy".map(Key.control)
    + (0x20...0x7E).compactMap { UnicodeScalar($0).map { .character(Character($0)) } }
    + [.character("ß"), .character("é"), .character("日")]

  @Test func `every key's name can be read back, both from the file and from the screen`() {
    for key in KeyNameTests.keys {
      #expect(Key(word: key.word) == key, "\(key.word)")
      #expect(Key(word: key.name) == key, "\(key.name)")
    }
    #expect(Set(Self.keys.map(\.word)).count == Self.keys.count)
  }

  @Test func `names of keys are read in upper and lower case`() {
    #expect(Key(word: "space") == .character(" "))
    #expect(Key(word: "CTRL-R") == .control("r"))
    #expect(Key(word: "pageup") == .pageUp)
    #expect(Key(word: "x") == .character("x") && Key(word: "X") == .character("X"))
  }

  @Test(arguments: ["", " ", "ab", "F0", "F13", "Ctrl-", "Ctrl-J", "Ctrl-M", "Ctrl-1", "Hyper-X"])
  func `a key that no terminal sends has no name`(word: String) {
    #expect(Key(word: word) == nil)
  }
}

import Testing

@testable import WeirDashboard

@Suite struct KeyNameTests {
  private static let keys: [Key] =
    [
      .enter, .escape, .tab, .shiftTab, .backspace, .delete, .up, .down, .left, .right, .shiftLeft,
      .shiftRight, .shiftUp, .shiftDown, .home, .end, .pageUp, .pageDown,
    ] + (1...12).map(Key.function)
    + "abcdefgklnopqrstuvwxy".map(Key.control)
    + (0x20...0x7E).compactMap { UnicodeScalar($0).map { .character(Character($0)) } }
    + [.character("ß"), .character("é"), .character("日")]

  @Test func `every key's name reads back, as the file and as the screen write it`() {
    for key in KeyNameTests.keys {
      #expect(Key(word: key.word) == key, "\(key.word)")
      #expect(Key(word: key.name) == key, "\(key.name)")
    }
    #expect(Set(Self.keys.map(\.word)).count == Self.keys.count)
  }

  @Test func `named keys are read however large the letters are`() {
    #expect(Key(word: "space") == .character(" "))
    #expect(Key(word: "CTRL-R") == .control("r"))
    #expect(Key(word: "pageup") == .pageUp)
    #expect(Key(word: "x") == .character("x") && Key(word: "X") == .character("X"))
  }

  @Test(arguments: ["", " ", "ab", "F0", "F13", "Ctrl-", "Ctrl-J", "Ctrl-M", "Ctrl-1", "Hyper-X"])
  func `what no terminal sends is no key`(word: String) {
    #expect(Key(word: word) == nil)
  }

  @Test func `every action has a name of its own`() {
    let names = KeyMap.standard.bindings.map(\.action.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(name)")
    }
  }

  @Test func `a key that was chosen for one action no longer stands for another`() {
    let map = KeyMap.standard.rebound([.pauseOrGo: [.character("x")], .zoomIn: []])
    #expect(map.action(for: .character("x")) == .pauseOrGo)
    #expect(map.action(for: .character(" ")) == nil)
    #expect(map.binding(for: .runAgain) == nil)
    #expect(map.action(for: .character("z")) == nil)
    #expect(map.bindings.map(\.action) == KeyMap.standard.bindings.map(\.action))
  }

  @Test func `Ctrl-C always leaves`() {
    let map = KeyMap.standard.rebound([.quit: [.character("w")], .help: [.control("c")]])
    #expect(map.action(for: .control("c")) == .quit)
    #expect(map.action(for: .character("q")) == nil)
  }
}

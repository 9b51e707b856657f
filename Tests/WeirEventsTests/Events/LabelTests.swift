import Testing
import WeirEvents

@Suite struct LabelTests {
  @Test(arguments: [
    ("producer-3", "producer", UInt32(3)), ("main", "main", 0), ("a-b-12", "a-b", 12),
    ("shift-007", "shift-007", 0), ("shift-0", "shift-0", 0), ("shift-", "shift-", 0), ("", "", 0),
    ("big-4294967295", "big", .max), ("big-4294967296", "big-4294967296", 0), ("x-+5", "x-+5", 0),
  ])
  func `a name is split into stem and number, and reads the same again`(
    text: String, stem: String, number: UInt32
  ) {
    let label = Label(text)
    #expect(label.stem.description == stem)
    #expect(label.number == number)
    #expect(label.description == text)
  }

  @Test func `equal texts are the same symbol, and different texts are different symbols`() {
    #expect(Symbol("intake") == Symbol("intake"))
    #expect(Symbol("intake") != Symbol("outlet"))
    #expect(Symbol("").isEmpty && Symbol.empty.description.isEmpty)
  }

  @Test func `call sites are equal if file and line are, wherever they come from`() {
    let own = CallSite("Module/File.swift", 12)
    #expect(own == CallSite(file: Symbol("Module/File.swift"), line: 12))
    #expect(own != CallSite("Module/File.swift", 13))
    #expect(own != CallSite("Module/Other.swift", 12))
    #expect(own.description == "File.swift:12")
    #expect(CallSite.unknown.description.isEmpty)
  }
}

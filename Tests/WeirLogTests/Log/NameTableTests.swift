import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirLog

@Suite struct NameTableTests {
  @Test(arguments: [
    "", "-", "-1", "a-0", "a-01", "a-1", "a--1", "a-+1", "a-1-2", "7", "a-4294967295",
    "a-4294967296", "a-12345678901", "a-00000000001", "ö-3", "a-３", "\u{600}-3", "a\u{301}-3",
    "a-3\u{301}", "a -3", "(others)-3",
  ])
  func `a name is split in the same way as by a label`(text: String) {
    let names = NameTable()
    #expect(names.label(text) == Label(text))
    #expect(names.label(text).description == text)
    #expect(Array(text.utf8).withUnsafeBufferPointer { names.knownLabel($0) } == Label(text))
  }

  @Test(arguments: 0..<20)
  func `any name is split in the same way as by a label`(seed: UInt64) {
    var dice = Dice(seed)
    let names = NameTable()
    for _ in 0..<500 {
      let parts = ["a", "-", "0", "1", "42", "9", "é", "+", " ", "4294967295"]
      let text = (0..<dice.below(6)).compactMap { _ in dice.pick(parts) }.joined()
      #expect(names.label(text) == Label(text))
    }
  }

  @Test func `names beyond the limit become others, and known ones stay`() {
    let names = NameTable()
    let first = names.symbol("name 0")
    for number in 1..<NameTable.usualLimit { _ = names.symbol("name \(number)") }
    #expect(names.othersCount == 0)
    #expect(names.symbol("one more") == NameTable.others)
    #expect(names.symbol("one more") == NameTable.others)
    #expect(names.othersCount == 2)
    #expect(names.symbol("name 0") == first && first.description == "name 0")
    #expect(names.symbol("name 65535").description == "name 65535")
    #expect(names.symbol("") == .empty && names.othersCount == 2)
    #expect(names.place("other.py", line: 7) == CallSite(file: NameTable.others, line: 7))
    #expect(names.label("worker-3") == Label(NameTable.others) && names.othersCount == 4)
  }

  @Test func `long names are limited by their total length`() {
    let names = NameTable()
    let length = LogLines.lengthLimit - 100
    let long = String(repeating: "x", count: length - 3)
    let room = NameTable.byteLimit / length
    for number in 0..<room { _ = names.symbol(long + "\(100 + number)") }
    #expect(names.othersCount == 0)
    #expect(names.symbol(long + "999") == NameTable.others && names.othersCount == 1)
    #expect(names.symbol("short").description == "short" && names.othersCount == 1)
  }

  @Test func `only names that were kept are known`() {
    let names = NameTable()
    func known(_ text: String) -> Symbol? {
      Array(text.utf8).withUnsafeBufferPointer { names.knownSymbol($0) }
    }
    let texts = (0..<1000).map { "\($0 * 7919)" + String(repeating: "x", count: $0 % 40) }
    for (index, text) in texts.enumerated() {
      #expect(known(text) == nil)
      let symbol = names.symbol(text)
      #expect(symbol.description == text && known(text) == symbol)
      let earlier = texts[index / 2]
      #expect(known(earlier)?.description == earlier)
    }
    let broken: [UInt8] = [0xFF]
    #expect(broken.withUnsafeBufferPointer { names.knownSymbol($0) } == nil)
    #expect(known("") == .empty)
  }

  @Test func `names made to collide have a bounded search`() {
    let names = NameTable()
    let colliding = (0..<400_000).lazy.map { "name \($0)" }.filter { text in
      Array(text.utf8).withUnsafeBufferPointer { $0.wordHash } & 1023 == 0
    }
    let texts = Array(colliding.prefix(300))
    #expect(texts.count == 300)
    let symbols = texts.map { names.symbol($0).description }
    #expect(Array(symbols.prefix(256)) == Array(texts.prefix(256)))
    #expect(symbols.dropFirst(256).allSatisfy { $0 == "(others)" } && names.othersCount == 44)
    #expect(names.symbol("elsewhere").description == "elsewhere")
  }

  @Test func `a file name is kept once for all its lines`() {
    let names = NameTable()
    let file = Array("app/main.py".utf8)
    func known(_ line: UInt32) -> CallSite? {
      file.withUnsafeBufferPointer { names.knownPlace($0, line: line) }
    }
    #expect(known(3) == nil)
    for line: UInt32 in [3, 4, 0, .max] {
      let place = CallSite(file: Symbol("app/main.py"), line: line)
      #expect(names.place("app/main.py", line: line) == place && known(line) == place)
    }
  }
}

import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirLog

@Suite struct NameTableTests {
  private func symbol(_ text: String, _ names: NameTable) -> Symbol? {
    Array(text.utf8).withUnsafeBufferPointer { names.symbol($0) }
  }

  private func label(_ text: String) -> Label? {
    let names = NameTable()
    return Array(text.utf8).withUnsafeBufferPointer { names.label($0) }
  }

  @Test(arguments: [
    "", "-", "-1", "a-0", "a-01", "a-1", "a--1", "a-+1", "a-1-2", "7", "a-4294967295",
    "a-4294967296", "a-12345678901", "a-00000000001", "ö-3", "a-３", "\u{600}-3", "a\u{301}-3",
    "a-3\u{301}", "a -3", "(others)-3",
  ])
  func `a name is taken apart as a label does it`(text: String) {
    #expect(label(text) == Label(text))
    #expect(label(text)?.description == text)
  }

  @Test(arguments: 0..<20)
  func `any name is taken apart as a label does it`(seed: UInt64) {
    var dice = Dice(seed)
    for _ in 0..<500 {
      let parts = ["a", "-", "0", "1", "42", "9", "é", "+", " ", "4294967295"]
      let text = (0..<dice.below(6)).compactMap { _ in dice.pick(parts) }.joined()
      #expect(label(text) == Label(text))
    }
  }

  @Test func `names past the limit are the others, and known ones stay`() {
    let names = NameTable()
    let first = symbol("name 0", names)
    for number in 1..<NameTable.limit { _ = symbol("name \(number)", names) }
    #expect(names.othersCount == 0)
    #expect(symbol("one more", names) == NameTable.others)
    #expect(symbol("one more", names) == NameTable.others)
    #expect(names.othersCount == 2)
    #expect(symbol("name 0", names) == first && first?.description == "name 0")
    #expect(symbol("name 65535", names)?.description == "name 65535")
    #expect(symbol("", names) == .empty && names.othersCount == 2)
    let site = Array("other.py".utf8).withUnsafeBufferPointer { names.place($0, line: 7) }
    #expect(site == CallSite(file: NameTable.others, line: 7) && names.othersCount == 3)
    let label = Array("worker-3".utf8).withUnsafeBufferPointer { names.label($0) }
    #expect(label == Label(NameTable.others) && names.othersCount == 4)
  }

  @Test func `long names are limited by their sum`() {
    let names = NameTable()
    let length = LogLines.lengthLimit - 100
    let long = String(repeating: "x", count: length - 3)
    let room = NameTable.byteLimit / length
    for number in 0..<room { _ = symbol(long + "\(100 + number)", names) }
    #expect(names.othersCount == 0)
    #expect(symbol(long + "999", names) == NameTable.others && names.othersCount == 1)
    #expect(symbol("short", names)?.description == "short" && names.othersCount == 1)
  }

  @Test func `bytes that are not UTF-8 are no name`() {
    let names = NameTable()
    for bytes: [UInt8] in [[0xFF], [0xC3], [0x61, 0x80], [0xED, 0xA0, 0x80]] {
      #expect(bytes.withUnsafeBufferPointer { names.symbol($0) } == nil)
      #expect(bytes.withUnsafeBufferPointer { names.place($0, line: 1) } == nil)
    }
  }

  @Test func `a file has its lines`() {
    let names = NameTable()
    let file = Array("app/main.py".utf8)
    for line: UInt32 in [3, 4, 0, .max] {
      let place = file.withUnsafeBufferPointer { names.place($0, line: line) }
      #expect(place == CallSite(file: Symbol("app/main.py"), line: line))
    }
  }
}

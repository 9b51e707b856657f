import Testing
import WeirScreen

@testable import WeirTerminal

/// Inputs that come whole: keys, mouse, reports, pastes.
@Suite struct InputDecoderTests {
  @Test(arguments: KnownInput.all)
  func `what a terminal sends at once is one input or none`(known: KnownInput) {
    var typist = Typist()
    typist.read(known.bytes + Array("q".utf8))
    #expect(typist.inputs == known.inputs + TerminalInput.typed("q"))
    #expect(typist.decoder.deadline == nil)
  }

  @Test func `several inputs come in order`() {
    var typist = Typist()
    typist.read("A?\u{1b}[A界\u{1b}[<0;1;1Mb")
    let origin = Point(column: 0, row: 0)
    #expect(
      typist.inputs == TerminalInput.typed("A?") + [.keyPressed(.up)] + TerminalInput.typed("界")
        + [.mouseUsed(.clicked(origin))] + TerminalInput.typed("b"))
  }

  @Test func `answers are counted, and are not keys`() {
    var typist = Typist()
    typist.read("a\u{1b}[0nb\u{1b}[0n")
    #expect(typist.inputs == TerminalInput.typed("ab"))
    #expect(typist.decoder.answers == 2)
  }

  @Test(arguments: ["q", "Q", " ", "é", "界", "\r", "\t", "\u{7f}", "\\", "1"])
  func `a key with Alt is not the key`(key: String) {
    var typist = Typist()
    typist.read("\u{1b}\(key)x")
    #expect(typist.inputs == TerminalInput.typed("x"))
  }

  @Test(arguments: [("\u{3}", "c"), ("\u{1a}", "z"), ("\u{1c}", "\\")])
  func `Escape and a key that always works are both reported`(byte: String, letter: Character) {
    var typist = Typist()
    typist.read("\u{1b}\(byte)")
    #expect(typist.inputs == [.keyPressed(.escape), .keyPressed(.control(letter))])
  }

  @Test(arguments: [
    [0xFF], [0x80], [0xC3], [0xE7, 0x95], [0xF0, 0x9F], [0xC0, 0xAF], [0xFE, 0x80],
    [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x9C], [0x1B, 0xC3],
  ])
  func `bytes that are not text are skipped, and nothing else with them`(bytes: [UInt8]) {
    var typist = Typist()
    typist.read(bytes + Array("q".utf8))
    #expect(typist.inputs == TerminalInput.typed("q"))
  }

  @Test func `a control character ends a sequence that was cut off`() {
    var typist = Typist()
    typist.read("\u{1b}[1;\rq\u{1b}[M!\rw")
    #expect(
      typist.inputs == [.keyPressed(.enter)] + TerminalInput.typed("q") + [.keyPressed(.enter)]
        + TerminalInput.typed("w"))
  }

  @Test func `the beginning of a long paste is kept, and nothing in it is a key`() {
    var typist = Typist()
    let text = String(repeating: "q", count: 100_000)
    typist.read("\u{1b}[200~\(text)\u{1b}[201~")
    #expect(typist.inputs == [.textPasted(String(text.prefix(4096)))])
  }

  @Test(arguments: 1...200)
  func `after any bytes at all, Ctrl-C is a key after two seconds, and Escape goes back`(
    seed: UInt64
  ) {
    var state = seed
    var typist = Typist()
    for _ in 0..<20 {
      let bytes = (0..<24).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let interesting: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3C, 0x4D, 0x3B, 0x31, 0x5D, 0x50, 0x9B]
        let byte = UInt8(truncatingIfNeeded: state >> 33)
        return byte < 160 ? interesting[Int(byte) % interesting.count] : byte
      }
      typist.read(bytes)
      typist.wait(milliseconds: Int(state >> 40 & 0x3FF))
    }
    typist.wait(.seconds(2))
    var other = typist
    other.read("\u{3}")
    #expect(other.inputs.last == .keyPressed(.control("c")))
    for _ in 0..<2 {
      typist.read("\u{1b}")
      typist.wait(milliseconds: 100)
    }
    typist.read("q")
    #expect(typist.inputs.last == .keyPressed(.character("q")))
  }
}

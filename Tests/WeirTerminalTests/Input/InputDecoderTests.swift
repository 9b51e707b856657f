import Testing
import WeirDashboard

@testable import WeirTerminal

@Suite struct InputDecoderTests {
  private static let keys: [(typed: String, keys: [Key])] = [
    ("a", [.character("a")]),
    ("A ?", [.character("A"), .character(" "), .character("?")]),
    ("é界🌊", [.character("é"), .character("界"), .character("🌊")]),
    ("\r", [.enter]), ("\n", [.enter]), ("\u{1b}OM", [.enter]),
    ("\t", [.tab]), ("\u{1b}[Z", [.shiftTab]),
    ("\u{7f}", [.backspace]), ("\u{8}", [.backspace]), ("\u{1b}[3~", [.delete]),
    ("\u{3}", [.control("c")]), ("\u{1a}", [.control("z")]),
    ("\u{0}\u{1c}\u{1f}", []),
    ("\u{1b}[A", [.up]), ("\u{1b}OB", [.down]), ("\u{1b}[C", [.right]), ("\u{1b}OD", [.left]),
    ("\u{1b}[1;2A", [.shiftUp]), ("\u{1b}[1;2B", [.shiftDown]),
    ("\u{1b}[1;2C", [.shiftRight]), ("\u{1b}[1;2D", [.shiftLeft]),
    ("\u{1b}[1;6D", [.shiftLeft]), ("\u{1b}[1;3C", [.right]), ("\u{1b}[1;5A", [.up]),
    ("\u{1b}[a", [.shiftUp]), ("\u{1b}[d", [.shiftLeft]),
    ("\u{1b}[H", [.home]), ("\u{1b}OF", [.end]), ("\u{1b}[1~", [.home]), ("\u{1b}[8~", [.end]),
    ("\u{1b}[1;2H", [.home]),
    ("\u{1b}[5~", [.pageUp]), ("\u{1b}[6;2~", [.pageDown]),
    ("\u{1b}OP", [.function(1)]), ("\u{1b}[[B", [.function(2)]), ("\u{1b}[13~", [.function(3)]),
    ("\u{1b}[15~", [.function(5)]), ("\u{1b}[24~", [.function(12)]),
    ("\u{1b}[15;2~", [.function(5)]),
    ("\u{1b}x", [.character("x")]),
    ("\u{1b}\u{1b}[A", [.escape, .up]),
  ]

  @Test(arguments: keys)
  func `keys are what a person knows them as`(typed: String, keys: [Key]) {
    var decoder = InputDecoder()
    #expect(decoder.decode(typed.utf8) == keys.map(TerminalInput.keyPressed))
    #expect(decoder.patience == .none)
  }

  @Test(arguments: keys)
  func `it does not matter in which pieces the bytes come`(typed: String, keys: [Key]) {
    var decoder = InputDecoder()
    let inputs = typed.utf8.flatMap { decoder.decode([$0]) }
    #expect(inputs == keys.map(TerminalInput.keyPressed))
  }

  private static let mice: [(typed: String, mouse: [Mouse])] = [
    ("\u{1b}[<0;10;5M", [.clicked(Point(column: 9, row: 4))]),
    ("\u{1b}[<0;10;5m", []),
    ("\u{1b}[<16;300;120M", [.clicked(Point(column: 299, row: 119))]),
    ("\u{1b}[<64;1;1M", [.wheeledUp(Point(column: 0, row: 0))]),
    ("\u{1b}[<65;2;3M", [.wheeledDown(Point(column: 1, row: 2))]),
    ("\u{1b}[<35;2;3M", []), ("\u{1b}[<2;2;3M", []), ("\u{1b}[<0;2M", []),
    ("\u{1b}[<0;0;0M", [.clicked(Point(column: 0, row: 0))]),
    ("\u{1b}[M !\"", [.clicked(Point(column: 0, row: 1))]),
    ("\u{1b}[M`!!", [.wheeledUp(Point(column: 0, row: 0))]),
  ]

  @Test(arguments: mice)
  func `clicks and the wheel are told, moves and releases are not`(typed: String, mouse: [Mouse]) {
    var decoder = InputDecoder()
    #expect(decoder.decode(typed.utf8) == mouse.map(TerminalInput.mouseUsed))
    #expect(decoder.patience == .none)
  }

  @Test(arguments: [
    "\u{1b}[99~", "\u{1b}[I", "\u{1b}[?1;2c", "\u{1b}[201~", "\u{1b}[1;1R\u{1b}[0n", "\u{1b}Oz",
  ])
  func `what is unknown is skipped whole`(typed: String) {
    var decoder = InputDecoder()
    let inputs = decoder.decode((typed + "q").utf8)
    #expect(inputs.last == .keyPressed(.character("q")))
    #expect(inputs.count <= 2)
  }

  @Test(arguments: [
    "\u{1b}[I", "\u{1b}[O", "\u{1b}[?62;1c", "\u{1b}[12;40R", "\u{1b}[?2026;2$y", "\u{1b}[>0;10;1c",
    "\u{1b}]11;rgb:0c0c/1010/1515\u{1b}\\", "\u{1b}]0;qqq\u{7}", "\u{1b}P1$r0m\u{1b}\\",
    "\u{1b}_Gi=31;OK\u{1b}\\", "\u{1b}^x\u{1b}\\", "\u{1b}[57441;1:3u", "\u{1b}[99z",
  ])
  func `what a terminal reports is no key, in whatever pieces it comes`(report: String) {
    var decoder = InputDecoder()
    #expect(decoder.decode((report + "q").utf8) == [.keyPressed(.character("q"))])
    #expect((report + "q").utf8.flatMap { decoder.decode([$0]) } == [.keyPressed(.character("q"))])
  }

  @Test func `answers are counted, and are no keys`() {
    var decoder = InputDecoder()
    let inputs = decoder.decode("a\u{1b}[0nb\u{1b}[0n".utf8)
    #expect(inputs == [.keyPressed(.character("a")), .keyPressed(.character("b"))])
    #expect(decoder.answers == 2)
  }

  private static let pastes: [(typed: String, text: String)] = [
    ("q\u{3}q\r日本", "q\u{3}q\r日本"), ("", ""), ("\u{1b}[A\u{1b}[20", "\u{1b}[A\u{1b}[20"),
    ("\u{1b}\u{1b}[200~", "\u{1b}\u{1b}[200~"),
  ]

  @Test(arguments: pastes)
  func `pasted text is one input, in whatever pieces it comes`(typed: String, text: String) {
    let whole = "x\u{1b}[200~\(typed)\u{1b}[201~y"
    let expected: [TerminalInput] = [
      .keyPressed(.character("x")), .textPasted(text), .keyPressed(.character("y")),
    ]
    var decoder = InputDecoder()
    #expect(decoder.decode(whole.utf8) == expected)
    #expect(whole.utf8.flatMap { decoder.decode([$0]) } == expected)
    #expect(decoder.patience == .none)
  }

  @Test func `of a long paste the beginning is kept, and nothing of it is a key`() {
    var decoder = InputDecoder()
    let text = String(repeating: "q", count: 100_000)
    let inputs = decoder.decode("\u{1b}[200~\(text)\u{1b}[201~".utf8)
    #expect(inputs == [.textPasted(String(text.prefix(4096)))])
  }

  @Test func `a paste that breaks off is waited for longest, and ends with what there is`() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1b}[200~ab".utf8).isEmpty)
    #expect(decoder.patience == .longest)
    #expect(decoder.giveUpWaiting() == .textPasted("ab"))
    #expect(decoder.decode("q".utf8) == [.keyPressed(.character("q"))])
  }

  @Test func `escape alone is a key when nothing follows soon`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.patience == .short)
    #expect(decoder.giveUpWaiting() == .keyPressed(.escape))
    #expect(decoder.patience == .none)
    #expect(decoder.giveUpWaiting() == nil)
  }

  @Test(arguments: ["\u{1b}[", "\u{1b}[1;", "\u{1b}O", "\u{1b}[<0;1", "\u{1b}[M!"])
  func `a sequence that breaks off is waited for longer, then dropped`(typed: String) {
    var decoder = InputDecoder()
    #expect(decoder.decode(typed.utf8).isEmpty)
    #expect(decoder.patience == .long)
    #expect(decoder.giveUpWaiting() == nil)
    #expect(decoder.decode("q".utf8) == [.keyPressed(.character("q"))])
  }

  @Test(arguments: [
    [0xFF], [0x80], [0xC3], [0xE7, 0x95], [0xF0, 0x9F], [0xC0, 0xAF], [0xFE, 0x80],
  ])
  func `bytes that are no text are skipped and take nothing with them`(bytes: [UInt8]) {
    var decoder = InputDecoder()
    let inputs = decoder.decode(bytes + Array("q".utf8))
    #expect(inputs == [.keyPressed(.character("q"))])
  }

  @Test func `a control character ends a sequence that was cut off`() {
    var decoder = InputDecoder()
    #expect(
      decoder.decode("\u{1b}[1;\rq".utf8) == [.keyPressed(.enter), .keyPressed(.character("q"))])
  }

  @Test func `an endless sequence does not grow without limit`() {
    var decoder = InputDecoder()
    _ = decoder.decode("\u{1b}[".utf8)
    for _ in 0..<1000 { _ = decoder.decode("1".utf8) }
    #expect(decoder.patience != .short)
    _ = decoder.giveUpWaiting()
    #expect(decoder.decode("q".utf8) == [.keyPressed(.character("q"))])
  }

  @Test func `any bytes at all do no harm`() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      var decoder = InputDecoder()
      let bytes = (0..<24).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let interesting: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3C, 0x4D, 0x3B, 0x31]
        let byte = UInt8(truncatingIfNeeded: state >> 33)
        return byte < 160 ? interesting[Int(byte) % interesting.count] : byte
      }
      _ = decoder.decode(bytes)
      _ = decoder.giveUpWaiting()
      #expect(decoder.decode("q".utf8) == [.keyPressed(.character("q"))])
    }
  }
}

import Testing
import WeirScreen

@testable import WeirTerminal

/// What a terminal sends at once, and its meaning.
struct KnownInput: CustomTestStringConvertible {
  let bytes: [UInt8]
  let inputs: [TerminalInput]

  init(_ bytes: [UInt8], _ inputs: [TerminalInput]) {
    (self.bytes, self.inputs) = (bytes, inputs)
  }

  init(_ text: String, _ inputs: [TerminalInput]) { self.init(Array(text.utf8), inputs) }

  init(_ text: String, _ key: Key?) { self.init(text, key.map { [.keyPressed($0)] } ?? []) }

  var testDescription: String { readable(bytes.prefix(40)) }
}

extension KnownInput {
  static let all = keys + kittyKeys + mice + reports + pastes

  private static let plainKeys: [(String, Key?)] = [
    ("a", .character("a")), (" ", .character(" ")), ("é", .character("é")),
    ("界", .character("界")), ("🌊", .character("🌊")), ("\r", .enter), ("\n", .enter),
    ("\t", .tab), ("\u{7f}", .backspace), ("\u{8}", .backspace), ("\u{3}", .control("c")),
    ("\u{1a}", .control("z")), ("\u{1c}", .control("\\")), ("\u{0}", nil), ("\u{1f}", nil),
    ("\u{1b}OM", .enter), ("\u{1b}[Z", .shiftTab), ("\u{1b}[3~", .delete), ("\u{1b}[A", .up),
    ("\u{1b}OB", .down), ("\u{1b}[C", .right), ("\u{1b}OD", .left), ("\u{1b}[1;2A", .shiftUp),
    ("\u{1b}[1;2B", .shiftDown), ("\u{1b}[1;2C", .shiftRight), ("\u{1b}[1;2D", .shiftLeft),
    ("\u{1b}[1;6D", .shiftLeft), ("\u{1b}[1;3C", .right), ("\u{1b}[1;5A", .up),
    ("\u{1b}[a", .shiftUp), ("\u{1b}[d", .shiftLeft), ("\u{1b}Oa", .up), ("\u{1b}[H", .home),
    ("\u{1b}OF", .end), ("\u{1b}[1~", .home), ("\u{1b}[8~", .end), ("\u{1b}[1;2H", .home),
    ("\u{1b}[5~", .pageUp), ("\u{1b}[6;2~", .pageDown), ("\u{1b}[7$", .home),
    ("\u{1b}[3^", .delete), ("\u{1b}OP", .function(1)), ("\u{1b}[[B", .function(2)),
    ("\u{1b}[13~", .function(3)), ("\u{1b}[1;2R", .function(3)), ("\u{1b}[15~", .function(5)),
    ("\u{1b}[24~", .function(12)), ("\u{1b}[15;2~", .function(5)), ("\u{1b}Op", .character("0")),
    ("\u{1b}Ok", .character("+")),
    // The same, with introducers of one character.
    ("\u{9b}A", .up), ("\u{8f}B", .down), ("\u{9b}1;2C", .shiftRight), ("\u{9b}24~", .function(12)),
  ]

  static let keys =
    plainKeys.map { KnownInput($0.0, $0.1) } + [KnownInput([0x9B, 0x41], [.keyPressed(.up)])]

  /// The protocol of kitty, and `modifyOtherKeys` of xterm.
  private static let codedKeys: [(String, Key?)] = [
    ("\u{1b}[27u", .escape), ("\u{1b}[113u", .character("q")), ("\u{1b}[113;3u", nil),
    ("\u{1b}[113;9u", nil), ("\u{1b}[97;2u", .character("A")), ("\u{1b}[97:65;2u", .character("A")),
    ("\u{1b}[49:33;2u", .character("!")), ("\u{1b}[99;5u", .control("c")),
    ("\u{1b}[105;5u", .control("i")), ("\u{1b}[13u", .enter), ("\u{1b}[9;2u", .shiftTab),
    ("\u{1b}[113;1:3u", nil), ("\u{1b}[113;1:2u", .character("q")), ("\u{1b}[1;1:3A", nil),
    ("\u{1b}[1;2:1A", .shiftUp), ("\u{1b}[3;1:3~", nil), ("\u{1b}[57399u", .character("0")),
    ("\u{1b}[57419u", .up), ("\u{1b}[57441;1:3u", nil), ("\u{1b}[57428u", nil),
    ("\u{1b}[233;;233u", .character("é")), ("\u{1b}[99;69u", .control("c")),
    ("\u{1b}[27;5;99~", .control("c")), ("\u{1b}[27;3;113~", nil), ("\u{1b}[?1u", nil),
    ("\u{1b}[999999999999999999999u", nil), ("\u{1b}[1114112u", nil), ("\u{1b}[55296u", nil),
  ]

  static let kittyKeys = codedKeys.map { KnownInput($0.0, $0.1) }

  private static let mouseForms: [(String, Mouse?)] = [
    ("\u{1b}[<0;10;5M", .clicked(Point(column: 9, row: 4))),
    ("\u{1b}[<0;10;5m", .released(Point(column: 9, row: 4))), ("\u{1b}[<2;10;5m", nil),
    ("\u{1b}[<32;11;5M", .dragged(Point(column: 10, row: 4))),
    ("\u{1b}[<36;11;5M", .dragged(Point(column: 10, row: 4))), ("\u{1b}[<33;11;5M", nil),
    ("\u{1b}[M@*%", .dragged(Point(column: 9, row: 4))),
    ("\u{1b}[64;10;5M", .dragged(Point(column: 9, row: 4))),
    ("\u{1b}[35;10;5M", .released(Point(column: 9, row: 4))),
    ("\u{1b}[<16;300;120M", .clicked(Point(column: 299, row: 119))),
    ("\u{1b}[<64;1;1M", .wheeledUp(Point(column: 0, row: 0))),
    ("\u{1b}[<65;2;3M", .wheeledDown(Point(column: 1, row: 2))), ("\u{1b}[<35;2;3M", nil),
    ("\u{1b}[<2;2;3M", nil), ("\u{1b}[<0;2M", nil),
    ("\u{1b}[<0;0;0M", .clicked(Point(column: 0, row: 0))),
    ("\u{1b}[M !\"", .clicked(Point(column: 0, row: 1))),
    ("\u{1b}[M`!!", .wheeledUp(Point(column: 0, row: 0))),
    ("\u{1b}[M#qq", .released(Point(column: 80, row: 80))),
    ("\u{1b}[32;10;5M", .clicked(Point(column: 9, row: 4))),
    ("\u{1b}[1;10;5M", nil),
  ]

  static let mice: [KnownInput] =
    mouseForms.map { text, mouse in KnownInput(text, mouse.map { [.mouseUsed($0)] } ?? []) } + [
      KnownInput(
        [0x1B, 0x5B, 0x4D, 0x20, 0xFF, 0x80],
        [.mouseUsed(.clicked(Point(column: 222, row: 95)))])
    ]

  /// Reports of a terminal, and bytes that are not keys anywhere.
  private static let reportForms: [String] = [
    "\u{1b}[I", "\u{1b}[O", "\u{1b}[?62;1c", "\u{1b}[>0;10;1c", "\u{1b}[12;40R", "\u{1b}[1;1R",
    "\u{1b}[?2026;2$y", "\u{1b}[12;2$y", "\u{1b}[99~", "\u{1b}[201~", "\u{1b}[99z", "\u{1b}Oz",
    "\u{1b}[8;24;80t", "\u{1b}[0n", "\u{1b}[q", "\u{1b}[ q", "\u{1b}[>q",
    "\u{1b}]11;rgb:0c0c/1010/1515\u{1b}\\", "\u{1b}]0;qqq\u{7}", "\u{1b}]52;c;cXFx\u{7}",
    "\u{1b}]lqqq\u{1b}\\", "\u{1b}]0;✓ q Ü\u{9c}", "\u{1b}P1$r0m\u{1b}\\", "\u{1b}P>|q(1)\u{1b}\\",
    "\u{1b}_Gi=31;OK\u{1b}\\", "\u{1b}^qx\u{1b}\\", "\u{1b}Xqx\u{1b}\\", "\u{9d}0;q\u{9c}",
    "\u{90}1$rq\u{1b}\\", "\u{9f}Gq\u{7}", "\u{9e}q\u{9c}", "\u{98}q\u{9c}",
    "\u{1b}]0;q\u{18}", "\u{85}", "\u{1b}[" + String(repeating: "1;", count: 500) + "A",
  ]

  static let reports =
    reportForms.map { KnownInput($0, []) } + [KnownInput([0x9D, 0x30, 0x3B, 0x71, 0x9C], [])]

  static let pastes: [KnownInput] = [
    "q\u{3}q\r日本", "", "\u{1b}[A\u{1b}[20", "\u{1b}\u{1b}[200~", "\u{1b}[200~q", "q\u{1a}q\u{1c}q",
  ].flatMap { text in
    let (start, body, end): ([UInt8], [UInt8], [UInt8]) = (
      [0x9B], Array("200~\(text)".utf8), Array("201~".utf8)
    )
    return [
      KnownInput("\u{1b}[200~\(text)\u{1b}[201~", [.textPasted(text)]),
      KnownInput("\u{9b}200~\(text)\u{9b}201~", [.textPasted(text)]),
      KnownInput(
        start + body + start + end, [.textPasted(text)]),
    ]
  }
}

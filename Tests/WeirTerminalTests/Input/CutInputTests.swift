import Testing
import WeirScreen

@testable import WeirTerminal

/// Inputs that come in pieces: no piece of a sequence, a string or a paste is a key, whatever the
/// pauses between them.
@Suite struct CutInputTests {
  private static let pauses = [0, 40, 300, 3500]
  private static let q = TerminalInput.keyPressed(.character("q"))

  /// Escape alone is reported after 25 ms. That is the only thing that a pause adds, if it comes
  /// right after Escape.
  private func expected(_ known: KnownInput, cutAfter count: Int, pause: Int) -> [TerminalInput] {
    let isEscape = count == 1 && known.bytes[0] == InputDecoder.escape && pause > 25
    return (isEscape ? [.keyPressed(.escape)] : []) + known.inputs + [CutInputTests.q]
  }

  @Test(arguments: KnownInput.all, pauses)
  func `an input that is cut in two at any byte is the same as in one piece`(
    known: KnownInput, pause: Int
  ) {
    for count in known.bytes.indices.dropFirst() {
      var typist = Typist()
      typist.read(known.bytes[..<count])
      typist.wait(milliseconds: pause)
      typist.read(known.bytes[count...])
      typist.wait(milliseconds: pause)
      typist.read("q")
      #expect(
        typist.inputs == expected(known, cutAfter: count, pause: pause), "cut after \(count)")
    }
  }

  /// Pasted keys that leave a paste are text at the pace of a machine, and keys at the pace of a
  /// hand.
  private func leavesPaste(_ known: KnownInput) -> Bool {
    known.inputs.contains {
      guard case .textPasted(let text) = $0 else { return false }
      return text.contains("\u{1b}\u{1b}") || text.contains { "\u{3}\u{1a}\u{1c}".contains($0) }
    }
  }

  @Test(arguments: KnownInput.all, pauses)
  func `after its introducer an input may come byte by byte`(known: KnownInput, pause: Int) {
    guard pause < 500 || !leavesPaste(known) else { return }
    var typist = Typist()
    let start = known.bytes[0] == InputDecoder.escape ? 2 : 1
    typist.read(known.bytes.prefix(start))
    for byte in known.bytes.dropFirst(start) {
      typist.wait(milliseconds: pause)
      typist.read([byte])
    }
    typist.wait(milliseconds: pause)
    typist.read("q")
    #expect(typist.inputs == known.inputs + [CutInputTests.q])
  }

  @Test(arguments: KnownInput.all, [0, 40, 300])
  func `an introducer may be cut too, if the pauses are shorter than half a second`(
    known: KnownInput, pause: Int
  ) {
    var typist = Typist()
    for byte in known.bytes {
      typist.read([byte])
      typist.wait(milliseconds: pause)
    }
    typist.wait(milliseconds: 600)
    typist.read("q")
    #expect(typist.inputs == expected(known, cutAfter: 1, pause: pause))
  }

  @Test(arguments: [
    "\u{1b}]52;c;", "\u{1b}P", "\u{1b}_G", "\u{1b}^", "\u{1b}X", "\u{9d}0;", "\u{1b}[",
  ])
  func `a megabyte of a sequence is no key and is not stored`(beginning: String) {
    var typist = Typist()
    typist.read(beginning)
    let piece = [UInt8](repeating: UInt8(ascii: beginning.hasSuffix("[") ? "1" : "q"), count: 4000)
    for number in 0..<262 {
      typist.read(piece)
      typist.wait(milliseconds: CutInputTests.pauses[number % 4])
    }
    #expect(typist.inputs.isEmpty)
    #expect("\(typist.decoder)".utf8.count < 2000)
    typist.read(beginning.hasSuffix("[") ? "z" : "\u{1b}\\")
    typist.read("q")
    #expect(typist.inputs == [CutInputTests.q])
  }

  @Test func `a megabyte of pasted text is no key, and the beginning is kept`() {
    var typist = Typist()
    typist.read("\u{1b}[200~")
    for number in 0..<262 {
      typist.read([UInt8](repeating: UInt8(ascii: "q"), count: 4000))
      typist.wait(milliseconds: CutInputTests.pauses[number % 4])
    }
    typist.read("\u{1b}[201~")
    #expect(typist.inputs == [.textPasted(String(repeating: "q", count: 4096))])
  }
}

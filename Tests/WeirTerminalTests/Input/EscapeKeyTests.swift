import Testing
import WeirScreen

@testable import WeirTerminal

/// The Escape key, which is also the start of every sequence, and the keys that always work.
@Suite struct EscapeKeyTests {
  private static let escape = TerminalInput.keyPressed(.escape)

  @Test func `Escape alone is reported once, as soon as its delay is over`() {
    var typist = Typist()
    typist.read("\u{1b}")
    typist.wait(milliseconds: 24)
    #expect(typist.inputs.isEmpty)
    typist.wait(milliseconds: 1)
    #expect(typist.inputs == [EscapeKeyTests.escape])
    typist.wait(.seconds(10))
    #expect(typist.inputs == [EscapeKeyTests.escape])
    #expect(typist.decoder.deadline == nil)
  }

  @Test(arguments: [
    ([:], 25), (["ESCDELAY": "100"], 100), (["ESCDELAY": "0"], 1), (["ESCDELAY": "-5"], 1),
    (["ESCDELAY": "99999999999"], 2000), (["ESCDELAY": "soon"], 25), (["ESCDELAY": ""], 25),
  ])
  func `ESCDELAY sets the delay of Escape, within limits`(
    environment: [String: String], milliseconds: Int
  ) {
    #expect(EscapeDelay(environment).duration == .milliseconds(milliseconds))
  }

  @Test func `with a longer delay, a slow arrow is an arrow`() {
    var typist = Typist(escapeDelay: .milliseconds(500))
    typist.read("\u{1b}")
    typist.wait(milliseconds: 400)
    typist.read("[A")
    #expect(typist.inputs == [.keyPressed(.up)])
  }

  @Test(arguments: ["[", "]", "O", "P", "X", "^", "_"], [600, 3500])
  func `after Escape and a pause, an introducer is a key if it is typed`(
    typed: String, pause: Int
  ) {
    var typist = Typist()
    typist.read("\u{1b}")
    typist.wait(milliseconds: pause)
    typist.read(typed)
    typist.wait(milliseconds: 100)
    typist.read("q")
    #expect(typist.inputs == [EscapeKeyTests.escape] + TerminalInput.typed("\(typed)q"))
  }

  @Test(arguments: ["[", "]", "O", "P", "X", "^", "_"])
  func `right after Escape, an introducer is held for half a second, and then it is a key`(
    typed: String
  ) {
    var typist = Typist()
    typist.read("\u{1b}")
    typist.wait(milliseconds: 200)
    typist.read(typed)
    typist.wait(milliseconds: 499)
    #expect(typist.inputs == [EscapeKeyTests.escape])
    typist.wait(milliseconds: 1)
    #expect(typist.inputs == [EscapeKeyTests.escape] + TerminalInput.typed(typed))
  }

  @Test(arguments: ["]]", "OO", "PP", "XX", "^^", "__", "]q", "]x"])
  func `a key that repeats starts no sequence, nor does one that no terminal sends`(
    typed: String
  ) {
    var typist = Typist()
    typist.read("\u{1b}")
    typist.wait(milliseconds: 100)
    typist.read(typed)
    #expect(typist.inputs == [EscapeKeyTests.escape] + TerminalInput.typed(typed))
  }

  @Test(arguments: ["[", "]", "O", "X"])
  func `once the terminal has answered, Escape was pressed, and later keys are keys`(
    typed: String
  ) {
    var typist = Typist()
    typist.read("\u{1b}")
    typist.wait(milliseconds: 30)
    typist.read("\u{1b}[0n")
    typist.read("\(typed)q")
    #expect(typist.inputs == [EscapeKeyTests.escape] + TerminalInput.typed("\(typed)q"))
  }

  @Test func `Escape twice is twice, and before an arrow it is both`() {
    var typist = Typist()
    typist.read("\u{1b}\u{1b}[A\u{1b}\u{1b}")
    typist.wait(milliseconds: 25)
    #expect(
      typist.inputs
        == [EscapeKeyTests.escape, .keyPressed(.up), EscapeKeyTests.escape, EscapeKeyTests.escape])
  }

  private static let unfinished = [
    "\u{1b}]0;", "\u{1b}P", "\u{1b}_G", "\u{1b}^", "\u{1b}X", "\u{9d}", "\u{1b}[", "\u{1b}[1;",
    "\u{1b}O", "\u{1b}[<0;1", "\u{1b}[M!", "\u{e7}", "\u{1b}[[",
  ]

  @Test(arguments: unfinished, [0, 40, 3500])
  func `Ctrl-C works in a sequence that never ends, whenever it comes`(
    beginning: String, pause: Int
  ) {
    var typist = Typist()
    typist.read(Array(beginning.utf8) + (beginning == "\u{e7}" ? [0xE7] : []))
    typist.wait(milliseconds: pause)
    typist.read("\u{3}q")
    #expect(typist.inputs.suffix(2) == [.keyPressed(.control("c"))] + TerminalInput.typed("q"))
  }

  @Test(arguments: unfinished.filter { $0 != "\u{e7}" }, [0, 40, 3500])
  func `Escape leaves a string that never ends`(beginning: String, pause: Int) {
    var typist = Typist()
    typist.read(beginning)
    typist.wait(milliseconds: pause)
    typist.read("\u{1b}")
    typist.wait(milliseconds: 50)
    typist.read("q")
    #expect(typist.inputs.last == .keyPressed(.character("q")))
  }

  @Test func `a terminator that comes long after its Escape is not a key`() {
    var typist = Typist()
    typist.read("\u{1b}]0;title\u{1b}")
    typist.wait(.seconds(60))
    typist.read("\\q")
    #expect(typist.inputs == TerminalInput.typed("q"))
  }

  @Test func `Ctrl-C leaves a paste that never ends, half a second after its text`() {
    var typist = Typist()
    typist.read("\u{1b}[200~ab")
    typist.wait(milliseconds: 400)
    typist.read("\u{3}")
    #expect(typist.inputs.isEmpty)
    typist.wait(milliseconds: 100)
    typist.read("\u{3}")
    #expect(typist.inputs == [.textPasted("ab\u{3}"), .keyPressed(.control("c"))])
  }

  @Test func `Escape pressed twice leaves a paste that never ends`() {
    var typist = Typist()
    typist.read("\u{1b}[200~ab")
    typist.wait(milliseconds: 1000)
    typist.read("\u{1b}")
    typist.wait(milliseconds: 200)
    #expect(typist.inputs.isEmpty)
    typist.read("\u{1b}")
    typist.read("q")
    #expect(typist.inputs == [.textPasted("ab")] + TerminalInput.typed("q"))
  }
}

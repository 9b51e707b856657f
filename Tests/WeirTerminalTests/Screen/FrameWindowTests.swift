import Testing

@testable import WeirTerminal

@Suite struct FrameWindowTests {
  /// A window whose terminal answered its first question after a time.
  private func window(firstAnswerAfter delay: Int) -> FrameWindow {
    var window = FrameWindow()
    window.ask(at: .zero)
    window.answered(at: .milliseconds(delay))
    return window
  }

  /// How many frames go through at once.
  private func room(in window: FrameWindow, at now: Duration) -> Int {
    var window = window
    var count = 0
    while count < 100, window.isOpen(at: now) {
      window.ask(at: now)
      count += 1
    }
    return count
  }

  @Test func `a terminal that never answers is never waited for`() {
    var window = FrameWindow()
    for second in 0..<100 {
      #expect(window.isOpen(at: .seconds(second)))
      window.ask(at: .seconds(second))
    }
    #expect(window.unanswered == 0)
  }

  @Test func `one that answers has eight frames under way at most`() {
    #expect(room(in: window(firstAnswerAfter: 200), at: .seconds(1)) == 8)
  }

  @Test func `late answers bring it down to one at a time, and prompt ones up again`() {
    var window = window(firstAnswerAfter: 1)
    for second in 1...3 {
      window.ask(at: .seconds(second))
      window.answered(at: .seconds(second) + .milliseconds(500))
    }
    #expect(room(in: window, at: .seconds(5)) == 1)
    for second in 5...6 {
      window.ask(at: .seconds(second))
      window.answered(at: .seconds(second) + .milliseconds(50))
    }
    #expect(room(in: window, at: .seconds(7)) == 3)
  }

  @Test func `a line that is slow by nature is not late`() {
    var window = window(firstAnswerAfter: 400)
    for second in 1...20 {
      window.ask(at: .seconds(second))
      window.answered(at: .seconds(second) + .milliseconds(450))
    }
    #expect(room(in: window, at: .seconds(30)) == 8)
  }

  @Test func `one that stops answering is given up after a while`() {
    var window = window(firstAnswerAfter: 1)
    for _ in 0..<8 { window.ask(at: .seconds(1)) }
    #expect(window.unanswered == 8)
    #expect(!window.isOpen(at: .seconds(10)))
    #expect(window.isOpen(at: .seconds(12)))
    window.ask(at: .seconds(12))
    #expect(window.unanswered == 0)
    #expect(room(in: window, at: .seconds(12)) == 100)
  }

  @Test func `an answer that nobody asked for changes nothing`() {
    var window = FrameWindow()
    window.answered(at: .seconds(1))
    #expect(window.unanswered == 0)
    #expect(window.isOpen(at: .seconds(1)))
  }
}

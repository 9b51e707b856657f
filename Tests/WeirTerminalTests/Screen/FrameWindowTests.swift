import Testing

@testable import WeirTerminal

@Suite struct FrameWindowTests {
  /// A window whose terminal took this long for its first answer.
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

  @Test func `a terminal that answers has at most eight frames in flight`() {
    #expect(room(in: window(firstAnswerAfter: 200), at: .seconds(1)) == 8)
  }

  @Test func `late answers reduce the limit to one frame, and prompt ones raise it again`() {
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

  @Test func `a line that is always slow is not late`() {
    var window = window(firstAnswerAfter: 400)
    for second in 1...20 {
      window.ask(at: .seconds(second))
      window.answered(at: .seconds(second) + .milliseconds(450))
    }
    #expect(room(in: window, at: .seconds(30)) == 8)
  }

  @Test func `a terminal that stops answering is no longer waited for after a while`() {
    var window = window(firstAnswerAfter: 1)
    for _ in 0..<8 { window.ask(at: .seconds(1)) }
    #expect(window.unanswered == 8)
    #expect(!window.isOpen(at: .seconds(10)))
    #expect(window.isOpen(at: .seconds(12)))
    window.ask(at: .seconds(12))
    #expect(window.unanswered == 0)
    #expect(room(in: window, at: .seconds(12)) == 100)
  }

  @Test func `an answer without a request changes nothing`() {
    var window = FrameWindow()
    window.answered(at: .seconds(1))
    #expect(window.unanswered == 0)
    #expect(window.isOpen(at: .seconds(1)))
  }
}

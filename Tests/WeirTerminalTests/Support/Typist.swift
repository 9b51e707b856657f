import WeirScreen

@testable import WeirTerminal

/// A sequence of reads, and what a decoder makes of them; time passes only as the test says.
struct Typist {
  private(set) var decoder: InputDecoder
  private(set) var inputs: [TerminalInput] = []
  private var now = Duration.seconds(100)

  init(escapeDelay: Duration = .milliseconds(25)) {
    decoder = InputDecoder(escapeDelay: escapeDelay)
  }

  mutating func read(_ bytes: some Collection<UInt8>) {
    inputs += decoder.decode(bytes, at: now)
  }

  mutating func read(_ text: String) { read(Array(text.utf8)) }

  /// Lets time pass as the reader does: it wakes the decoder whenever that has something to report.
  mutating func wait(_ duration: Duration) {
    let end = now + duration
    while let deadline = decoder.deadline, deadline <= end {
      now = max(now, deadline)
      inputs += decoder.wake(at: now)
    }
    now = end
  }

  mutating func wait(milliseconds: Int) { wait(.milliseconds(milliseconds)) }
}

extension TerminalInput {
  static func typed(_ text: String) -> [TerminalInput] {
    text.map { .keyPressed(.character($0)) }
  }
}

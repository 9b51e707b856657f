import WeirAnalysis
import WeirEvents
import WeirScreen

/// The phases of a graceful shutdown as a row of steps.
struct ShutdownSteps {
  private let phase: ShutdownPhase?

  /// - Parameter phase: the present phase; `nil` while the server still serves.
  init(_ phase: ShutdownPhase?) {
    self.phase = phase
  }

  private static let phases: [(phase: ShutdownPhase?, word: String)] = [
    (nil, "serve"), (.stopIntake, "stop"), (.drain, "drain"), (.cancel, "cancel"),
    (.finished, "over"),
  ]
  private static let longestLink = 6

  /// A sign and a word for each phase; phases that are over are ticked.
  func line(_ columns: Int) -> Line {
    let present = ShutdownSteps.phases.firstIndex { $0.phase == phase } ?? 0
    let words = ShutdownSteps.phases.map(\.word)
    let used = words.reduce(0) { $0 + $1.count + 2 } + 2 * (words.count - 1)
    let link = ((columns - used) / (words.count - 1)).clamped(to: 0...ShutdownSteps.longestLink)
    var line = Line()
    for (index, word) in words.enumerated() {
      if index > 0 {
        let shaft = String(repeating: "─", count: link)
        line.add(" \(shaft) ", index <= present ? .text : .border)
      }
      let isPresent = index == present
      let sign = index < present ? "✓" : isPresent ? "●" : "○"
      line.add(
        sign + " ", index < present ? .good : isPresent ? .strongAccent : .dim)
      line.add(word, isPresent ? .strong : index < present ? .text : .dim)
    }
    return line
  }
}

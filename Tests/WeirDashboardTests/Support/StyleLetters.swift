import WeirAnalysis
import WeirDashboard
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// The colours of a frame as a grid of letters, one for each meaning.
struct StyleLetters {
  private let letters: [Color: Character]

  init(_ theme: Theme) {
    let named: [(Color, Character)] = [
      (theme.text, "t"), (theme.dim, "d"), (theme.title, "T"), (theme.accent, "a"),
      (theme.good, "g"), (theme.warning, "w"), (theme.bad, "b"), (theme.border, "-"),
      (theme.focusedBorder, "f"),
    ]
    let states = TaskState.allCases.map { (theme.color(of: $0), Character("\($0.rawValue)")) }
    letters = Dictionary(named + states) { first, _ in first }
  }

  /// A letter for each cell; `*` is any other colour, such as a graph's, and a blank is a blank.
  func grid(of frame: Frame) -> String {
    let rows = (0..<frame.size.rows).map { row in
      String((0..<frame.size.columns).map { letter(frame[$0, row]) })
    }
    return rows.map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }

  private func letter(_ cell: Cell) -> Character {
    cell.character == " " ? " " : letters[cell.style.foreground] ?? "*"
  }
}

import WeirScreen
import WeirDashboard
import WeirScenarios
import WeirTerminal

/// Prints the cost of a frame, for each scenario at each size: a line of JSON each.
///
/// usage: frames [FRAMES [SCENARIO [COLUMNSxROWS]]]
@main
enum Frames {
  private static let sizes = ["80x24", "120x40", "200x50", "300x100"]
  private static let framesBefore = 60

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let frames = arguments.first.flatMap { Int($0) } ?? 300
    let scenarios =
      arguments.count > 1 ? [arguments[1]] : ScenarioCatalog.descriptions.map(\.name)
    let sizes = arguments.count > 2 ? [arguments[2]] : sizes
    let terminal = QuietTerminal()
    for scenario in scenarios {
      for size in sizes.compactMap(size) {
        try await measure(scenario, size, frames, terminal)
      }
    }
  }

  private static func size(_ text: String) -> Size? {
    let numbers = text.split(separator: "x").compactMap { Int($0) }
    return numbers.count == 2 ? Size(columns: numbers[0], rows: numbers[1]) : nil
  }

  private static func measure(
    _ scenario: String, _ size: Size, _ frames: Int, _ terminal: QuietTerminal
  ) async throws {
    terminal.resize(columns: size.columns, rows: size.rows)
    let screen = try await TerminalScreen.open()
    let theme = try ThemeLibrary().theme(named: "weir-dark")
    let run = try FrameRun(scenario, size: size, theme: theme)
    await run.pass(framesBefore, on: screen)
    await run.pass(frames, on: screen)
    await screen.close()
    terminal.print(run.line(scenario, size))
  }
}

extension FrameRun {
  /// Milliseconds, blocks of memory and bytes, each for one frame.
  fileprivate func line(_ scenario: String, _ size: Size) -> String {
    let parts = [("fold", folding), ("draw", drawing), ("show", showing)]
    let costs = parts.map { name, cost in
      let milliseconds = (cost.seconds / Double(frames) * 1e6).rounded() / 1e3
      return
        "\"\(name)Milliseconds\":\(milliseconds),\"\(name)Allocations\":\(cost.allocations / frames)"
    }
    return """
      {"scenario":"\(scenario)","columns":\(size.columns),"rows":\(size.rows),\
      \(costs.joined(separator: ",")),"bytes":\(bytes / frames)}
      """
  }
}

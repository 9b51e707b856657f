import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct KnobTextTests {
  @Test func `a distribution is written in full if it fits, and the slider makes room for it`() {
    let time = TimeDistribution.uniform(from: .milliseconds(300), to: .milliseconds(900))
    let description = ScenarioDescription(
      name: "script", summary: "", guideSection: "",
      presets: [.init(name: "live", summary: "", values: ["connect-time": .time(time)])],
      defaultPreset: "live", pitfalls: [],
      knobs: [
        .init(
          name: "connect-time", unit: "", kind: .time(.milliseconds(1)...Duration.seconds(60)),
          help: "")
      ], lengthKnob: "")
    let board = KnobBoard(description, RunStart(description.specification(seed: 1)))
    func text(_ columns: Int) -> String {
      KnobText.value(
        board.values[0], of: board.knobs[0], columns: KnobColumns(columns, board).value)
    }
    #expect(text(46) == "uniform:300ms..900ms")
    #expect(text(41) == "uniform:300ms..900ms" && KnobColumns(41, board).slider == 6)
    #expect(text(40) == "unif 600ms")
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct KnobTextTests {
  private func knob(_ kind: Knob.Kind) -> Knob {
    Knob(name: "knob", unit: "", kind: kind, help: "")
  }

  @Test(arguments: [(0, 0.0), (50, 0.05), (500, 0.5), (1000, 1.0)])
  func `the slider of a share stands where the share is`(thousandths: Int, position: Double) {
    let knob = knob(.share(step: 10))
    #expect(KnobText.position(.share(thousandths), of: knob) == position)
  }

  @Test func `the slider of a rate goes by its logarithm, from end to end`() {
    let knob = knob(.rate(100...102_400))
    let rates = [100, 800, 3200, 12_800, 102_400]
    let positions = rates.map { KnobText.position(.rate($0), of: knob) }
    for (position, expected) in zip(positions, [0, 0.3, 0.5, 0.7, 1]) {
      #expect(abs(position - expected) < 0.02)
    }
  }

  @Test func `a distribution is written out where it fits, and the slider makes room for it`() {
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

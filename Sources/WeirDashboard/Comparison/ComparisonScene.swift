import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What a comparison is drawn from.
struct ComparisonScene {
  let runs: ComparedRuns
  /// The shown run, which the other one follows.
  let shown: ShownRun
  let axes: TimeAxes
  let signs: GraphSigns
  /// Whether this is drawn for a file, where rates of wall time mean nothing.
  let isStill: Bool
  /// Events and frames per second of wall time.
  let rate: WallRate
  let knobs: KnobsPanel
  let isASCII: Bool

  func run(_ side: RunSide) -> ShownRun { runs.run(side, shown) }

  /// What the panels of a side are drawn from. There is one time axis, that of the shown run.
  func panelScene(_ side: RunSide) -> PanelScene {
    var scene = PanelScene(run: run(side), axes: axes, signs: signs)
    scene.isStill = isStill
    return scene
  }

  var sentences: ComparisonSentences { ComparisonSentences(runs.comparison) }

  /// What makes a run this one of the two, with a sign for right and broken forms.
  func name(of side: RunSide) -> Line {
    let run = run(side)
    if run.source.kind == .log, let name = run.source.name {
      return Line(name.pathEnd(columns: 24), .text)
    }
    let parameters = runs.comparison.parameters
    if parameters.contains(where: { $0.name == "pitfall" })
      || run.pitfall != other(of: side).pitfall
    {
      return run.pitfall.map { Line("✗ \($0)", .bad) } ?? Line("✓ right form", .good)
    }
    let words = parameters.filter { $0.name != "scenario" }.prefix(2).map { parameter in
      "\(parameter.name) \((side == .a ? parameter.a : parameter.b) ?? "none")"
    }
    return words.isEmpty
      ? Line(run.start.preset ?? "", .text)
      : Line(words.joined(separator: ", "), .text)
  }

  /// The letter of a side; that of the run whose knobs are turned stands out.
  func badge(of side: RunSide) -> Line {
    runs.turned == side
      ? Line(" \(side.rawValue) ", .badge) : Line(" \(side.rawValue) ", .strongAccent)
  }

  /// The name of the gauge that is shown of both: the one whose average differs most, or else the
  /// leading one of A.
  var leadingGauge: String? {
    let (a, b) = (run(.a), run(.b))
    let others = b.history.gauges.gauges.map { ($0.name(in: b.analysis), $0.history.mean) }
    let differences = a.history.gauges.gauges.map { gauge in
      let name = gauge.name(in: a.analysis)
      let other = others.first { $0.0 == name }?.1 ?? 0
      let most = max(gauge.history.mean, other)
      return (name: name, share: most > 0 ? abs(gauge.history.mean - other) / most : 0)
    }
    let leading = a.history.gauges.shown(1).first?.name(in: a.analysis)
    guard let most = differences.max(by: { $0.share < $1.share }),
      most.share > ComparisonScene.visibleShare
    else { return leading }
    return most.name
  }

  /// A smaller share does not decide which gauge is shown.
  private static let visibleShare = 0.1

  private func other(of side: RunSide) -> ShownRun { run(side.other) }
}

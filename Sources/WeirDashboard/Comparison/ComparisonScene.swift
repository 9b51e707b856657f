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
  /// How many rows all tasks of the shown run fill; `nil` if that is unknown.
  let taskRows: Int?

  /// Whether the past of the shown run, and with it that of the other one, is shown.
  var isPast: Bool { shown.isInPast }

  func run(_ side: RunSide) -> ShownRun { runs.run(side, shown) }

  /// What the panels of a side are drawn from, before they share a time axis.
  func panelScene(_ side: RunSide) -> PanelScene {
    var scene = PanelScene(run: run(side), axes: axes, signs: signs)
    scene.isStill = isStill
    return scene
  }

  /// The time axis of both, that of the shown run: the shorter run rests at its end.
  func axis(columns: Int) -> PanelScene.SharedAxis {
    var moment = shown.moment(isStill: isStill)
    if let continuesUntil = shown.continuesUntil, let length = moment.length {
      moment.length = max(length, VirtualInstant.zero.duration(to: continuesUntil))
    }
    return PanelScene.SharedAxis(
      scale: axes.scale(of: .comparison, columns: columns, at: moment),
      edge: isPast ? TimeText.shortClock(shown.now) : "now", until: shown.instant)
  }

  /// What differs. While both continue, one may be a moment ahead of the other.
  var sentences: ComparisonSentences {
    ComparisonSentences(
      runs.comparison, comparesLengths: RunSide.allCases.contains { run($0).isOver })
  }

  /// The names of the two branches, if branches are compared.
  private var branchNames: (shown: String, other: String)? {
    guard case .branch(let name, _) = runs.request else { return nil }
    let branches = shown.presentBranches
    return (branches[branches.present]?.name ?? "this run", name)
  }

  /// What was set or done differently, in words.
  var difference: String {
    let branches = shown.presentBranches
    guard case .branch(let name, _) = runs.request, let branch = branches[name],
      branch.number != branches.present
    else { return sentences.difference }
    let text = branches.difference(of: branch, from: shown.start.specification?.parameters ?? [])
    return "\(name): \(text)"
  }

  /// Whether the two are runs of different scenarios, so that no knob says what differs.
  var hasOtherScenario: Bool { runs.comparison.parameter(named: "scenario") != nil }

  /// How the run that follows has ended; `nil` if it continues. Of the shown one, the row below
  /// says it.
  func ending(of side: RunSide) -> StateWord? {
    let run = run(side)
    guard runs.isOther(side), run.isOver || run.analysis.state == .stalled else { return nil }
    return StateWord(run)
  }

  /// What makes a run this one of the two, with a sign for right and broken forms.
  func name(of side: RunSide) -> Line {
    let run = run(side)
    if hasOtherScenario { return name(ofScenarioOf: run) }
    if let names = branchNames {
      return Line(runs.isOther(side) ? names.other : names.shown, .text)
    }
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

  private func name(ofScenarioOf run: ShownRun) -> Line {
    var line = Line(String(run.start.scenario.prefix(18)), .text)
    if run.source.kind == .log, let name = run.source.name {
      line.add("  \(name.pathEnd(columns: 24))", .dim)
    } else if let pitfall = run.pitfall {
      line.add("  ✗ \(pitfall)", .bad)
    }
    return line
  }

  /// The letter of a side; that of the run whose knobs are turned stands out.
  func badge(of side: RunSide) -> Line {
    runs.turned == side
      ? Line(" \(side.rawValue) ", .badge) : Line(" \(side.rawValue) ", .strongAccent)
  }

  /// The gauges that are shown of A and of B: of those that both have, the one whose average
  /// differs most, or else the leading one of A. If they have none in common, each has its own.
  var gauges: (a: Gauge?, b: Gauge?) {
    let (a, b) = (run(.a), run(.b))
    let all = b.history.gauges.gauges.map { (name: $0.name(in: b.analysis), gauge: $0) }
    let pairs = a.history.gauges.gauges.compactMap { gauge in
      let name = gauge.name(in: a.analysis)
      return all.first { $0.name == name }.map { (a: gauge, b: $0.gauge) }
    }
    let leading = (a.history.gauges.shown(1).first, b.history.gauges.shown(1).first)
    func share(_ pair: (a: Gauge, b: Gauge)) -> Double {
      let (one, other) = (pair.a.history.mean, pair.b.history.mean)
      return max(one, other) > 0 ? abs(one - other) / max(one, other) : 0
    }
    guard let most = pairs.max(by: { share($0) < share($1) }) else { return leading }
    guard share(most) <= ComparisonScene.visibleShare else { return (most.a, most.b) }
    let usual = pairs.first { $0.a.subject == leading.0?.subject } ?? most
    return (usual.a, usual.b)
  }

  /// A smaller share does not decide which gauge is shown.
  private static let visibleShare = 0.1

  private func other(of side: RunSide) -> ShownRun { run(side.other) }
}

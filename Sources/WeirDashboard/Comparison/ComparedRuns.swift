import WeirAnalysis
import WeirEvents

/// Another run beside the shown one, at the same instant: what is known of it, and of the two
/// together.
///
/// The shown run is A unless the two are swapped, and stays in control of time: the other one
/// follows it.
struct ComparedRuns: Sendable {
  /// The run that is compared with the shown one.
  private(set) var other: ShownRun
  /// What was asked for, to ask for it again when another run begins.
  let request: ComparisonRequest
  /// Whether the shown run is B.
  private(set) var isSwapped = false
  /// Whether keys turn the knobs of the other run.
  private(set) var turnsOther = true
  /// Where the two part; `nil` as long as that is unknown.
  private(set) var parting: RunParting?
  /// Whether nothing can tell where they part.
  private(set) var isPartingUnknown = false
  /// The figures and parameters, compared a few times a second.
  private(set) var comparison: RunComparison
  /// How many of the paired tasks are above the first visible row.
  private(set) var scroll = 0
  private var age = 0.0

  /// How often figures are compared, in seconds.
  private static let interval = 0.25

  init(_ other: ShownRun, beside run: ShownRun, for request: ComparisonRequest) {
    (self.other, self.request) = (other, request)
    comparison = ComparedRuns.compare(run, other)
  }

  private static func compare(_ a: ShownRun, _ b: ShownRun) -> RunComparison {
    RunComparison(
      a.history.model, b.history.model, clearedInA: a.history.clearedFindings,
      clearedInB: b.history.clearedFindings)
  }

  /// The run that is drawn at a side.
  func run(_ side: RunSide, _ shown: ShownRun) -> ShownRun {
    guard isOther(side) else { return shown }
    var other = other
    // There is one time: the axes of both depend on the speed of the shown run.
    other.playback = shown.playback
    return other
  }

  /// Whether the run that follows is drawn at a side.
  func isOther(_ side: RunSide) -> Bool { (side == .b) != isSwapped }

  /// The side whose knobs are turned.
  var turned: RunSide { turnsOther != isSwapped ? .b : .a }

  /// The letter of the run that follows.
  var otherSide: RunSide { isSwapped ? .a : .b }

  /// What is said about an input to the run that follows if it has ended; `nil` if it continues.
  var endNotice: Notice? {
    guard other.isOver else { return nil }
    return Notice(
      text: "\(otherSide.rawValue) has ended. Go back to an earlier instant to change it there.",
      topic: .run)
  }

  /// The findings that were raised in the run that follows. Its events have other numbers, so that
  /// only their instants lead there.
  var otherWarnings: [TimelineMark] {
    other.timeline.marks.warnings.map { warning in
      var mark = warning
      mark.event = nil
      mark.text += " in \(otherSide.rawValue)"
      return mark
    }
  }

  /// The findings that were raised in either run, in order of time.
  func warnings(_ shown: ShownRun) -> [TimelineMark] {
    let own = shown.timeline.marks.warnings.map { warning in
      var mark = warning
      mark.text += " in \(otherSide.other.rawValue)"
      return mark
    }
    return (own + otherWarnings).sorted { $0.instant < $1.instant }
  }

  /// What happens first in the run of a side that does not happen in the other one.
  func partingText(_ side: RunSide) -> String? {
    parting.map { isOther(side) ? $0.other : $0.shown }
  }
}

// MARK: What happens

extension ComparedRuns {
  mutating func swap(_ shown: ShownRun) {
    isSwapped.toggle()
    compare(shown)
  }

  mutating func turnNextKnobs() { turnsOther.toggle() }

  mutating func scroll(by rows: Int) { scroll = max(scroll + rows, 0) }

  /// Turns a knob of the other run, and returns the input for it; `nil` if nothing changes.
  mutating func change(_ knob: Int, _ change: KnobChange) -> RunInput? {
    other.knobs.change(knob, change)
  }

  /// Performs an action on the other run: what is for the run goes to that one.
  mutating func perform(_ action: RunAction, keys: KeyMap) -> [Effect] {
    sent(other.perform(action, keys: keys))
  }

  /// Does what a typed command says to the other run.
  mutating func perform(_ call: RunCall, keys: KeyMap) -> [Effect] {
    sent(other.perform(call, keys: keys))
  }

  /// Directs inputs to the other run.
  private func sent(_ effects: [Effect]) -> [Effect] {
    effects.flatMap { effect -> [Effect] in
      guard case .command(.send(let input)) = effect else { return [effect] }
      return (endNotice.map { [.notice($0)] } ?? []) + [.command(.sendToCompared(input))]
    }
  }

  /// Handles what the source of the other run reports, and returns what to show of it.
  mutating func take(_ report: ComparedReport, scenarios: [ScenarioDescription]) -> [Notice] {
    switch report {
    case .opened, .failed: break
    case .batchArrived(let batch): _ = other.fold(batch)
    case .runStarted(let start): _ = other.started(start, among: scenarios)
    case .run(let report): return take(report)
    case .parted(let parting): (self.parting, isPartingUnknown) = (parting, false)
    case .partingUnknown: (parting, isPartingUnknown) = (nil, true)
    case .noticed(let text): return [notice(text)]
    case .problem(let message): return [notice(message, isProblem: true)]
    }
    return []
  }

  private mutating func take(_ report: RunReport) -> [Notice] {
    let former = other.source.ending
    _ = other.take(report)
    if case .refused(let message) = report { return [notice(message, isProblem: true)] }
    guard case .failed(let message)? = other.source.ending, other.source.ending != former else {
      return []
    }
    return [notice(message, isProblem: true)]
  }

  private func notice(_ text: String, isProblem: Bool = false) -> Notice {
    Notice(text: "\(otherSide.rawValue): \(text)", isProblem: isProblem)
  }

  mutating func use(_ thresholds: LintThresholds) { other.use(thresholds) }

  /// Updates what is compared only now and then.
  ///
  /// - Parameter seconds: How much wall time has passed since the last frame; `nil` after an input.
  mutating func update(after seconds: Double?, _ shown: ShownRun) {
    age += max(seconds ?? 0, 0)
    guard seconds == nil || age >= ComparedRuns.interval else { return }
    age = 0
    compare(shown)
  }

  private mutating func compare(_ shown: ShownRun) {
    comparison = ComparedRuns.compare(run(.a, shown), run(.b, shown))
  }
}

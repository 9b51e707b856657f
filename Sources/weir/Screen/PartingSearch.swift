import Dispatch
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirScenarios
import WeirSession
import WeirTerminal

/// Searches in the background for the first event at which two runs part, by repeating both.
///
/// It goes as far as the screen has come, and continues with it, until it has found the event.
final class PartingSearch: Sendable {
  /// One of the two runs, and how to read it from its start.
  enum Run: Sendable, Hashable {
    case simulation(RunSpecification)
    case log(path: String)
  }

  /// How far both have come, and what was done to them.
  struct Place: Sendable, Hashable {
    var instant: VirtualInstant
    /// The inputs of the shown run, and of the one beside it.
    var inputs: [[TimedInput]]
  }

  private let queue = DispatchQueue(label: "weir.parting", qos: .utility)
  private let runs: [Run]
  /// The place up to which to search next.
  private let next = Mutex<Place?>(nil)
  private let work = Mutex<Work?>(nil)
  private let report: @Sendable (RunParting) -> Void

  /// - Parameters:
  ///   - runs: The shown run, and the one beside it.
  ///   - report: Called once with what was found, on a thread of its own.
  init(_ runs: [Run], report: @escaping @Sendable (RunParting) -> Void) {
    (self.runs, self.report) = (runs, report)
  }

  /// Searches up to a place, in place of earlier ones that it has not come to yet.
  func advance(to place: Place) {
    let isIdle = next.withLock { next in
      defer { next = place }
      return next == nil
    }
    guard isIdle else { return }
    queue.async { [self] in
      AlternateStack.use()
      guard let place = next.withLock({ $0.take() }) else { return }
      work.withLock { work in
        if work?.fits(place) != true { work = Work(runs, place) }
        if let parting = work?.advance(to: place) { report(parting) }
      }
    }
  }
}

extension PartingSearch {
  /// Waits until it has come to the last place.
  func wait() { queue.sync {} }
}

/// Two runs that are repeated side by side, used by one thread at a time.
private final class Work {
  private var sources: [any ComparedSource]
  private var scheduled: [[TimedInput]]
  private var events = EventComparison()
  private var isOver = false

  /// - Returns: `nil` if one of the runs can't be repeated.
  init?(_ runs: [PartingSearch.Run], _ place: PartingSearch.Place) {
    var sources: [any ComparedSource] = []
    scheduled = place.inputs
    for (index, run) in runs.enumerated() {
      switch run {
      case .simulation(var specification):
        let isKnown = Set(place.inputs[index])
        specification.inputs = specification.inputs.filter {
          $0.instant > place.instant && !isKnown.contains($0)
        }
        specification.inputs = place.inputs[index] + specification.inputs
        scheduled[index] = specification.inputs
        guard
          let source = try? ComparedSimulation(
            specification, .asTheOther, thresholds: LintThresholds())
        else { return nil }
        sources.append(source)
      case .log(let path):
        guard let source = try? ComparedLog(LogSourcePath(path), thresholds: LintThresholds())
        else { return nil }
        sources.append(source)
      }
    }
    self.sources = sources
    let isReal = sources.contains { $0.model.start.clock == .real }
    events = EventComparison(comparesInstants: !isReal)
  }

  /// Whether the runs have had exactly the inputs of a place, as far as they have come.
  func fits(_ place: PartingSearch.Place) -> Bool {
    zip(sources, zip(scheduled, place.inputs)).allSatisfy { source, inputs in
      guard source is ComparedSimulation else { return true }
      let now = source.model.analysis.now
      let limit = min(now, place.instant)
      return inputs.0.allSatisfy { $0.instant > limit || inputs.1.contains($0) }
        && inputs.1.allSatisfy { $0.instant >= now || inputs.0.contains($0) }
    }
  }

  /// Repeats both up to a place, and returns where they part if that is found now.
  func advance(to place: PartingSearch.Place) -> RunParting? {
    guard !isOver else { return nil }
    schedule(place.inputs)
    while !events.isDecided, let index = nextIndex(to: place.instant) {
      let source = sources[index]
      guard let piece = try? source.advance(to: place.instant) else { break }
      let side = RunSide.allCases[index]
      events.take(piece, until: source.model.analysis.now, of: side)
      if let end = source.end { events.end(side, end) }
    }
    guard events.isDecided, let difference = events.difference else { return nil }
    isOver = true
    let words = ComparisonReport.FirstDifference(difference)
    return RunParting(
      event: words.event, at: words.instant, shown: words.a, other: words.b)
  }

  private func schedule(_ inputs: [[TimedInput]]) {
    for (index, source) in sources.enumerated() {
      guard let simulation = source as? ComparedSimulation else { continue }
      for input in inputs[index] where !scheduled[index].contains(input) {
        simulation.schedule(input)
        scheduled[index].append(input)
      }
    }
  }

  /// The run that goes forward next: of those that have not come so far, the one with fewer events.
  private func nextIndex(to limit: VirtualInstant) -> Int? {
    sources.indices.filter { index in
      let source = sources[index]
      return source.end == nil
        && (source.model.analysis.now < limit || !source.hasArrived)
    }.min { sources[$0].model.analysis.eventCount < sources[$1].model.analysis.eventCount }
  }
}

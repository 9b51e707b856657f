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

  /// What is known about where they part.
  enum Outcome: Sendable, Hashable {
    case found(RunParting)
    /// What was found is not true any more, since one of them has another future.
    case notYet
    /// One of them can't be read.
    case unknown
  }

  private let queue = DispatchQueue(label: "weir.parting", qos: .utility)
  private let runs: [Run]
  /// The place up to which to search next.
  private let next = Mutex<Place?>(nil)
  private let work = Mutex<Work?>(nil)
  private let isStopped = Mutex(false)
  private let report: @Sendable (Outcome) -> Void

  /// - Parameters:
  ///   - runs: The shown run, and the one beside it.
  ///   - report: Called on a thread of its own with each change of what is known.
  init(_ runs: [Run], report: @escaping @Sendable (Outcome) -> Void) {
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
      guard let place = next.withLock({ $0.take() }), goesOn else { return }
      do {
        try work.withLock { try search(&$0, place) }
      } catch {
        tell(.unknown)
        stop()
      }
    }
  }

  /// Repeats both up to a place, and reports what has changed.
  private func search(_ work: inout Work?, _ place: Place) throws {
    if work?.fits(place) != true {
      if work?.hasFound == true { tell(.notYet) }
      work = nil
      work = try Work(runs, place)
    }
    if let parting = try work?.advance(to: place, while: { goesOn }) { tell(.found(parting)) }
  }

  private func tell(_ outcome: Outcome) {
    if goesOn { report(outcome) }
  }

  private var goesOn: Bool { isStopped.withLock { !$0 } }
}

extension PartingSearch {
  /// Ends the search soon, wherever it is; it reports nothing more.
  func stop() { isStopped.withLock { $0 = true } }

  /// Waits until it has come to the last place.
  func wait() { queue.sync {} }
}

/// Two runs that are repeated side by side, used by one thread at a time.
private final class Work {
  private var sources: [any ComparedSource]
  private var scheduled: [Set<TimedInput>]
  /// The inputs among these that are part of a run's specification, and have not happened yet.
  private let planned: [Set<TimedInput>]
  private var events = EventComparison()
  /// Whether the place where the runs part is found.
  private(set) var hasFound = false

  /// - Throws: An error of a run that can't be repeated.
  init(_ runs: [PartingSearch.Run], _ place: PartingSearch.Place) throws {
    var sources: [any ComparedSource] = []
    let known = place.inputs.map { Set($0) }
    var planned: [Set<TimedInput>] = [[], []]
    for (index, run) in runs.enumerated() {
      switch run {
      case .simulation(var specification):
        specification.inputs = specification.inputs.filter {
          $0.instant > place.instant && !known[index].contains($0)
        }
        planned[index] = Set(specification.inputs)
        specification.inputs = place.inputs[index] + specification.inputs
        sources.append(
          try ComparedSimulation(specification, .asTheOther, thresholds: LintThresholds()))
      case .log(let path):
        sources.append(try ComparedLog(LogSourcePath(path), thresholds: LintThresholds()))
      }
    }
    (self.sources, self.planned) = (sources, planned)
    scheduled = zip(known, planned).map { $0.union($1) }
    let isReal = sources.contains { $0.model.start.clock == .real }
    events = EventComparison(comparesInstants: !isReal)
  }

  /// Whether the runs have had exactly the inputs of a place, as far as they have come.
  ///
  /// An input that was known and is gone belongs to a future that was left, however far the run has
  /// come in the other one.
  func fits(_ place: PartingSearch.Place) -> Bool {
    sources.indices.allSatisfy { index in
      guard sources[index] is ComparedSimulation else { return true }
      let now = sources[index].model.analysis.now
      let limit = min(now, place.instant)
      let (known, planned) = (Set(place.inputs[index]), planned[index])
      let had = scheduled[index]
      return had.allSatisfy {
        known.contains($0) || $0.instant > limit && planned.contains($0)
      } && place.inputs[index].allSatisfy { $0.instant >= now || had.contains($0) }
    }
  }

  /// Repeats both up to a place, and returns where they part if that is found now.
  func advance(
    to place: PartingSearch.Place, while goesOn: () -> Bool
  ) throws -> RunParting? {
    guard !hasFound else { return nil }
    schedule(place.inputs)
    while goesOn(), !events.isDecided, let index = nextIndex(to: place.instant) {
      let source = sources[index]
      let piece = try source.advance(to: place.instant)
      let side = RunSide.allCases[index]
      events.take(piece, until: source.model.analysis.now, of: side)
      if let end = source.end { events.end(side, end) }
    }
    guard events.isDecided, let difference = events.difference else { return nil }
    hasFound = true
    let words = ComparisonReport.FirstDifference(difference)
    return RunParting(
      event: words.event, at: words.instant, shown: words.a, other: words.b)
  }

  private func schedule(_ inputs: [[TimedInput]]) {
    for (index, source) in sources.enumerated() {
      guard let simulation = source as? ComparedSimulation else { continue }
      for input in inputs[index] where !scheduled[index].contains(input) {
        simulation.schedule(input)
        scheduled[index].insert(input)
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

extension ComparedReport {
  /// What the search for where two runs part has found.
  init(_ outcome: PartingSearch.Outcome) {
    self =
      switch outcome {
      case .found(let parting): .parted(parting)
      case .notYet: .parted(nil)
      case .unknown: .partingUnknown
      }
  }
}

import WeirEngine
import WeirFiles
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// A run without a screen, as fast as the machine can, with its book and its log.
///
/// A signal ends it at an instant boundary, so that the command that repeats it up to there comes
/// to the same events.
struct HeadlessRun {
  private(set) var book: RunBook
  /// Why there is no log from some instant on: the run is worth more than its log.
  private(set) var failure: SessionError?
  /// The signal that ended the run before its end.
  private(set) var signal: Int32?

  /// Runs up to an instant, or, without one, to the scenario's own end.
  ///
  /// - Parameters:
  ///   - output: where the log of the book goes, for its size.
  ///   - stepsAtOneInstant: as of `ScenarioRun`.
  init(
    _ specification: RunSpecification, until end: VirtualInstant?, book start: RunBook,
    output: FileOutput?,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant
  ) throws(CatalogError) {
    var book = start
    var failure: SessionError?
    var pulse = Pulse(every: .seconds(1))
    func attempt(_ action: (inout RunBook) throws(SessionError) -> Void) {
      do throws(SessionError) { try action(&book) } catch { failure = failure ?? error }
    }
    let run = try ScenarioRun(specification, stepsAtOneInstant: stepsAtOneInstant) { batch in
      attempt { book throws(SessionError) in try book.fold(batch) }
      if pulse.isDue { attempt { book throws(SessionError) in try book.flush() } }
    }
    let simulation = run.simulation
    var progress = ProgressLine()
    let limit = end ?? VirtualInstant(nanoseconds: .max)
    Interruption.watch()
    simulation.run(until: limit) {
      progress.show(
        at: simulation.now, of: end, eventCount: book.analysis.eventCount,
        logSize: failure == nil ? output?.file.size : nil)
      return Interruption.signal == nil
    }
    if simulation.state == .running, simulation.now < limit {
      signal = Interruption.signal
      simulation.run(until: simulation.now)
    }
    Interruption.release()
    let halt = simulation.halt
    simulation.tearDown()
    book.halt = halt
    let reason = signal == nil ? EndReason(simulation.state) : .quit
    attempt { book throws(SessionError) in try book.endLog(reason) }
    progress.erase()
    (self.book, self.failure) = (book, failure)
  }
}

extension EndReason {
  fileprivate init(_ state: RunState) {
    switch state {
    case .running: self = .limit
    case .finished: self = .finished
    case .stalled: self = .stalled
    }
  }
}

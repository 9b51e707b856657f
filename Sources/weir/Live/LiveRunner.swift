import Foundation
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirTerminal
import WeirAnalysis
import WeirEvents
import WeirLog

/// Runs a scenario against wall time, on a thread of its own.
///
/// The engine knows nothing of it: it is told how far to run, and hands on what happened. What the thread does is told in
/// a stream of news, which the thread waits for when its reader is slow.
final class LiveRunner: Sendable {
  /// What the runner is asked to do.
  enum Order: Sendable {
    case pause
    case resume
    /// Let one event happen, while paused.
    case step
    case setSpeed(Double)
    /// Tell news at least so often.
    case setFrameRate(Int)
    /// Hand this to the run at the instant it has reached.
    case send(RunInput)
    /// Run to this instant as fast as possible, and hold there.
    case goTo(VirtualInstant)
    /// Hold before the last event that was told.
    case stepBack(from: VirtualInstant)
    /// Begin this run in place of the present one.
    case restart(RunSpecification)
    case stop
  }

  /// What the runner tells.
  enum News: Sendable {
    case runStarted(RunSpecification)
    /// A run that was asked for can't begin; the present one begins again. The message is two
    /// sentences.
    case refused(String)
    case batchArrived(EventBatch)
    case pauseChanged(Bool)
    case speedChanged(Double)
    /// The engine has given up the run, which stands still from now on.
    case halted(SimulationHalt)
    /// A way to an instant is at its end.
    case arrived(Arrival)
  }

  /// How many batches may be under way to the reader.
  private static let batchesUnderWay = 8

  let news = BoundedStream(of: News.self, limit: batchesUnderWay)
  private let mailbox = Mailbox<Order>()

  /// Sets up a run and the thread for it.
  ///
  /// - Parameter stepsAtOneInstant: as of `ScenarioRun`.
  init(
    _ specification: RunSpecification, speed: Double, isPaused: Bool,
    framesPerSecond: Int = 30,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant
  ) throws(CatalogError) {
    // Whatever is wrong with the specification is said here and not on the thread.
    try ScenarioCatalog.check(specification)
    let thread = Thread { [news, mailbox] in
      AlternateStack.use()
      var stage = LiveStage(
        news, speed: speed, isPaused: isPaused, framesPerSecond: framesPerSecond,
        stepsAtOneInstant: stepsAtOneInstant)
      stage.begin(specification)
      while stage.carryOut(mailbox.take(patience: stage.patience)) { stage.advance() }
      news.finish()
    }
    thread.name = "weir.run"
    thread.stackSize = 8 << 20
    thread.start()
  }

  func order(_ order: Order) { self.order([order]) }

  /// Asks for several things; nothing else comes between them.
  func order(_ orders: [Order]) { mailbox.post(orders) }

  /// Ends the thread soon, also one that waits for its reader.
  func stop() {
    mailbox.post([.stop])
    news.finish()
  }
}

import Foundation
import WeirDashboard
import WeirEvents
import WeirScreen

/// How the driver begins another future of the run, or goes back to one that was left.
extension SourceDriver {
  /// Returns to the newest place if all that follows the shown one happens at its instant,
  /// in any future. Returns whether it has.
  mutating func returnIfNothingFollows() -> Bool {
    guard let shown, shown.position.instant >= feed.position.instant,
      feed.past.lastInput ?? 0 <= shown.position.event
    else { return false }
    returnToNewest()
    return true
  }

  /// Begins another future from the place that is shown.
  mutating func beginBranch(with input: RunInput? = nil, plays: Bool) {
    guard let shown else { return }
    do throws(CannotBegin) {
      guard let run = try feed.repetition(to: shown) else {
        return updates.send(.failed(Self.isNotExact))
      }
      branch = Branch(run: run, inputs: input.map { [$0] } ?? [], plays: plays, lastReport: wall)
    } catch {
      updates.send(.failed(error.message))
    }
  }

  /// Begins to repeat a future that was left.
  mutating func beginFuture(_ number: Int) {
    leaveBranch()
    endSeek()
    do throws(CannotBegin) {
      guard let run = try feed.repetition(ofFuture: number) else {
        return updates.send(.failed("That future is not known any more. Choose another one."))
      }
      branch = Branch(run: run, inputs: [], plays: false, lastReport: wall)
    } catch {
      updates.send(.failed(error.message))
    }
  }

  mutating func continueBranch() {
    guard let branch else { return }
    let (clock, end) = (clock, clock.now + Self.runInterval)
    guard branch.run.advance(while: { clock.now < end }) else {
      let now = wall
      if (now - branch.lastReport).seconds >= Self.repeatingInterval {
        self.branch?.lastReport = now
        updates.send(.repeating(share: branch.run.share))
      }
      return
    }
    let instant = branch.wanted
    guard branch.run.isExact, feed.adopt(branch.run) else {
      leaveBranch()
      updates.send(.failed(Self.isNotExact))
      if let instant { beginSeek(to: .instant(instant)) }
      return
    }
    (self.branch, shown) = (nil, nil)
    look()
    reportedHalt = nil
    pace.anchor(at: wall, feed.position.instant)
    for input in branch.inputs { feed.send(input) }
    if branch.plays { return play() }
    pace.pause()
    updates.send(.pauseChanged(true))
    if let instant { beginSeek(to: .instant(instant)) }
  }

  private static var isNotExact: String {
    "The run can't be repeated exactly. Restart it from its first instant."
  }

  /// How often the progress of a repetition is reported, in seconds.
  private static var repeatingInterval: TimeInterval { 0.1 }

  /// Gives up another future before it has begun, and shows the place again without its inputs.
  mutating func leaveBranch() {
    guard let branch else { return }
    self.branch = nil
    branch.run.tearDown()
    updates.send(shown.map { .restored($0, isPast: true) } ?? .atHead)
    look()
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

extension ShownRun {
  /// Makes the place that is shown the newest one of another future, and keeps the one that is
  /// left.
  mutating func beginFuture(_ change: FutureChange) -> [Effect] {
    let left = branches.leave(
      change, at: position, former: newestHistory.model, shown: history.model)
    forgetHead(change)
    repeatedShare = nil
    return [.say(aboutRun: "What came after is kept as \(left.name); :branches lists it.")]
  }

  /// Shows another future at its newest place, and keeps the one that is left.
  mutating func enterFuture(
    _ newest: RestoredRun, _ timeline: RunTimeline, _ change: FutureChange
  ) -> [Effect] {
    branches.enter(change, former: newestHistory.model)
    enter(newest, timeline, change)
    repeatedShare = nil
    let name = branches[change.to]?.name ?? "Another branch"
    return [
      .say(aboutRun: "\(name) is shown, paused at \(clock.short(now))."), .runMoved,
    ]
  }

  /// The branches with what is known of the one that is lived now; empty if nothing was left.
  var presentBranches: BranchList {
    var list = branches
    if !list.isEmpty { list.update(BranchOutcome(newestHistory.model)) }
    return list
  }

  /// Repeats a branch up to its end and goes there, unless it is the one that is lived.
  func goToBranch(_ number: Int) -> [Effect] {
    guard number != branches.present else { return [.say("This branch is the one that is shown.")] }
    return [.command(.goToFuture(number))]
  }

  /// Gives a branch another name.
  mutating func nameBranch(_ number: Int, _ name: String) -> [Effect] {
    guard let former = branches[number]?.name else { return [] }
    branches.rename(number, to: name)
    return [.say(aboutRun: "\(former) is now \(name).")]
  }
}

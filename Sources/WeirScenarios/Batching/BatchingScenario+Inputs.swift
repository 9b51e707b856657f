import WeirEngine
import WeirPatterns
import WeirEvents

extension BatchingScenario {
  func settingChanged(_ knob: String) {
    switch knob {
    case Name.batchSize, Name.linger: batcher?.reconfigure(world.settings.batches)
    case Name.concurrency:
      backend.reconfigure(.init(limit: world.settings.limit(Name.concurrency)))
      batcher?.reconfigure(world.settings.batches)
    case Name.capacity:
      intake.reconfigure(capacity: world.settings.limit(Name.capacity), overflow: .block)
    default: break
    }
    staff()
  }

  func pitfallSwitched(from old: String?) {
    staff()
  }

  /// Makes sure that the intake is emptied in the current way, by the right number of tasks.
  func staff() {
    guard isOpen else { return }
    if presentWork != work {
      relieve()
      work = presentWork
      if work == .unbounded { startItemTask() }
    }
    let work = work
    submitters.staff(submittersNeeded, in: simulation, parent: mainTask) { _ in
      try await self.submit(work)
    }
  }

  /// Cancels all tasks that take items; each finishes the item that it holds.
  func relieve() {
    relieved.removeAll(where: \.isOver)
    let present = submitters.dismiss() + itemTasks
    itemTasks = []
    for task in present { task.cancel() }
    relieved += present
  }

  private var presentWork: Work {
    switch world.pitfall {
    case Pitfall.oneByOne: .oneByOne
    case Pitfall.unbounded: .unbounded
    default: world.settings.choice(Name.method) == Method.gather ? .gathered : .batched
    }
  }

  /// Enough to fill all batches in progress, and one open batch.
  private var submittersNeeded: Int {
    guard work == .batched else { return work == .unbounded ? 0 : 1 }
    let batches = (world.settings.limit(Name.concurrency) ?? BatchingScenario.mostBatches) + 1
    return world.settings.count(Name.batchSize) * batches
  }

  /// The number of batches that are filled at the same time if there is no limit.
  private static var mostBatches: Int { 16 }
}

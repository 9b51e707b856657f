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

  /// Sees to it that the intake is emptied as it should be, by as many as it takes.
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

  /// Asks all to stop who take items; each finishes what it has in its hands.
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

  /// As many as fill all batches in process, and one more that is open.
  private var submittersNeeded: Int {
    guard work == .batched else { return work == .unbounded ? 0 : 1 }
    let batches = (world.settings.limit(Name.concurrency) ?? BatchingScenario.mostBatches) + 1
    return world.settings.count(Name.batchSize) * batches
  }

  /// How many batches are filled at once where there is no limit.
  private static var mostBatches: Int { 16 }
}

import WeirEngine
import WeirPatterns
import WeirEvents

extension BatchingScenario {
  func knobChanged(_ knob: String) {
    switch knob {
    case Name.batchSize, Name.linger: batcher?.reconfigure(world.knobs.batches)
    case Name.concurrency:
      backend.reconfigure(.init(limit: world.knobs.limit(Name.concurrency)))
      batcher?.reconfigure(world.knobs.batches)
    case Name.capacity:
      intake.reconfigure(capacity: world.knobs.limit(Name.capacity), overflow: .block)
    default: break
    }
    adjustPopulation()
  }

  func pitfallSwitched(from old: String?) {
    adjustPopulation()
  }

  /// Makes sure that the intake is emptied in the current way, by the right number of tasks.
  func adjustPopulation() {
    guard isOpen else { return }
    if currentWork != work {
      cancelSubmitters()
      work = currentWork
      if work == .unbounded { startItemTask() }
    }
    let work = work
    submitters.resize(to: submittersNeeded, in: simulation, parent: mainTask) { _ in
      try await self.submit(work)
    }
  }

  /// Cancels all tasks that take items; each finishes the item that it holds.
  func cancelSubmitters() {
    replaced.removeAll(where: \.isOver)
    let current = submitters.removeAll() + itemTasks
    itemTasks = []
    for task in current { task.cancel() }
    replaced += current
  }

  private var currentWork: Work {
    switch world.pitfall {
    case Pitfall.oneByOne: .oneByOne
    case Pitfall.unbounded: .unbounded
    default: world.knobs.choice(Name.method) == Method.gather ? .gathered : .batched
    }
  }

  /// Enough to fill all batches in progress, and one open batch.
  private var submittersNeeded: Int {
    guard work == .batched else { return work == .unbounded ? 0 : 1 }
    let batches = (world.knobs.limit(Name.concurrency) ?? BatchingScenario.mostBatches) + 1
    return world.knobs.count(Name.batchSize) * batches
  }

  /// The number of batches that are filled at the same time if there is no limit.
  private static var mostBatches: Int { 16 }
}

import WeirEngine
import WeirPatterns
import WeirEvents

extension BatchingScenario {
  /// How items are taken from the intake and processed.
  enum Work {
    /// Many submitters, each with one item, share a batcher.
    case batched
    /// One task gathers the items that wait.
    case gathered
    /// One task processes one item after the other.
    case oneByOne
    /// A task for each item, which starts the next task as soon as it has its item.
    case unbounded
  }

  /// Works in one of these ways until it is cancelled, and then finishes the items that it holds.
  func submit(_ work: Work) async throws {
    switch work {
    case .batched: try await submitToBatcher()
    case .gathered: try await gatherBatches()
    case .oneByOne: try await processOneByOne()
    case .unbounded: break
    }
  }

  private func submitToBatcher() async throws {
    while true {
      let item = try await intake.get()
      try await shielded(reporter: simulation) { try await self.submitToBatcher(item) }
    }
  }

  private func submitToBatcher(_ item: Int) async throws {
    let output = try await batcher?.submit(item)
    finish(item, output)
  }

  /// The guide's program: one child task for each item of a batch, and all results in order.
  private func gatherBatches() async throws {
    while true {
      let first = try await intake.get()
      let others = min(world.knobs.count(Name.batchSize) - 1, intake.depth)
      try await shielded(reporter: simulation) {
        try await self.gatherBatch([first] + Array(repeating: nil, count: others))
      }
    }
  }

  /// Processes a batch; each place without an item takes one that waits, if there is one.
  private func gatherBatch(_ batch: [Int?]) async throws {
    let cost = drawBatchCost()
    if cost > .zero { try await simulation.sleep(for: cost) }
    try await gather(
      batch, limit: self.world.knobs.limit(Name.concurrency), child: "item",
      reporter: simulation
    ) { item in
      guard item != nil || self.intake.depth > 0 else { return }
      let item = if let item { item } else { try await self.intake.get() }
      try await self.backend.withConnection {
        try await self.simulation.sleep(for: self.drawItemCost())
      }
      self.finish(item, item * 2)
    }
  }

  private func processOneByOne() async throws {
    while true {
      let item = try await intake.get()
      try await shielded(reporter: simulation) {
        self.finish(item, try await self.process([item]).first)
      }
    }
  }

  /// Starts a task that takes one item, starts the task for the next item, and then processes its
  /// own.
  ///
  /// If it is cancelled while it waits for the backend, it submits its item to the batcher.
  func startItemTask() {
    itemCount += 1
    let task = simulation.spawn(Label(Stem.item, itemCount), role: Stem.item, parent: mainTask) {
      let item = try await self.intake.get()
      if self.work == .unbounded { self.startItemTask() }
      do {
        self.finish(item, try await self.process([item]).first)
      } catch {
        try await shielded(isCleanup: true, reporter: self.simulation) {
          try await self.submitToBatcher(item)
        }
        throw error
      }
    }
    if itemCount.isMultiple(of: 64) { itemTasks.removeAll(where: \.isOver) }
    itemTasks.append(task)
  }

  private func finish(_ item: Int, _ output: Int?) {
    precondition(output == item * 2, "Each item has its own output.")
    intake.taskDone()
  }
}

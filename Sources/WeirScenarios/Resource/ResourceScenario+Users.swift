import WeirEngine
import WeirPatterns
import WeirEvents

extension ResourceScenario {
  /// Uses and pauses until all uses have been made, or a use ends the user; then another one takes
  /// its place.
  func live(_ number: UInt32) async throws {
    defer {
      users.part(with: simulation.currentTask)
      staff()
    }
    var luck = UserLuck(simulation, number)
    if simulation.now > .zero { try await pause(&luck) }
    while hasUsesLeft {
      begunCount += 1
      guard try await request(&luck) else { return }
      if hasUsesLeft { try await pause(&luck) }
    }
  }

  private func pause(_ luck: inout UserLuck) async throws {
    try await simulation.sleep(for: world.settings.time(Name.pause).draw(from: &luck.pause))
  }

  /// Makes one use, from the first wait to the release. Returns whether the user continues.
  private func request(_ luck: inout UserLuck) async throws -> Bool {
    let task = simulation.currentTask
    let canceller = cancelInTheMiddle(task, &luck)
    defer { canceller?.cancel() }
    let isByHand = world.pitfall == Pitfall.manualRelease
    simulation.report(.request(task, .started))
    do {
      if isByHand { try await useByHand(&luck) } else { try await use(&luck) }
      simulation.report(.request(task, .ended(.completed)))
      return true
    } catch is UseFailed {
      simulation.report(.error(task, .caught(Stem.useFailed)))
      simulation.report(.request(task, .ended(.failed)))
      return !isByHand
    } catch is TimeoutError {
      simulation.report(.error(task, .caught(Stem.timedOut)))
      simulation.report(.request(task, .ended(.timedOut)))
      return true
    } catch {
      simulation.report(.request(task, .ended(.cancelled)))
      throw error
    }
  }

  /// With some probability, starts a task that cancels a use at a random moment.
  private func cancelInTheMiddle(_ task: TaskID, _ luck: inout UserLuck) -> SimulatedTask? {
    let usual = [Name.acquireTime, Name.useTime, Name.releaseTime]
      .map { world.settings.time($0).location.nanoseconds }.reduce(0, +)
    let delay = Duration.nanoseconds(Int64(Double(usual) * luck.moment.nextUnit()))
    guard luck.cancellation.happens(world.settings.share(Name.cancelRate)) else { return nil }
    return simulation.spawn(Label(Stem.canceller), role: Stem.canceller, parent: mainTask) {
      try await self.simulation.sleep(for: delay)
      self.users.members.first { $0.id == task }?.cancel()
    }
  }
}

// MARK: Using

extension ResourceScenario {
  private var patience: Duration? { world.settings.duration(Name.patience) }

  private func use(_ luck: inout UserLuck) async throws {
    try await resource.use(within: patience) { try await work(&luck) }
  }

  /// The pitfall: an error or a cancellation of the work skips the release.
  private func useByHand(_ luck: inout UserLuck) async throws {
    let lease = try await resource.acquire(within: patience)
    do {
      try await work(&luck)
    } catch {
      forget(lease)
      throw error
    }
    try await resource.release(lease)
  }

  private func work(_ luck: inout UserLuck) async throws {
    let fails = luck.failure.happens(world.settings.share(Name.failureRate))
    let time = world.settings.time(Name.useTime).draw(from: &luck.use)
    if time > .zero { try await simulation.sleep(for: time) }
    guard fails else { return }
    simulation.report(.error(simulation.currentTask, .thrown(Stem.useFailed)))
    throw UseFailed()
  }
}

// MARK: Leaks

extension ResourceScenario {
  private func forget(_ lease: Lease<Void>) {
    forgotten.append(lease)
    if world.pitfall != Pitfall.manualRelease { reclaim() }
  }

  /// Releases leaked resources, once the right form is restored.
  func reclaim() {
    let leases = forgotten
    forgotten = []
    guard !leases.isEmpty else { return }
    simulation.spawn(Label(Stem.janitor), role: Stem.janitor, parent: mainTask) { [resource] in
      for lease in leases { try await resource.release(lease) }
    }
  }
}

/// The error of a use.
private struct UseFailed: Error {}

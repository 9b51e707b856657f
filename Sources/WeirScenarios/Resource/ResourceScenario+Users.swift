import WeirEngine
import WeirPatterns
import WeirEvents

extension ResourceScenario {
  /// Uses and pauses until all uses have been made, or a use ends the user; then another one takes
  /// its place.
  func live(_ number: UInt32) async throws {
    defer {
      users.remove(simulation.currentTask)
      adjustPopulation()
    }
    var streams = UserStreams(simulation, number)
    if simulation.now > .zero { try await pause(&streams) }
    while hasUsesLeft {
      begunCount += 1
      guard try await request(&streams) else { return }
      if hasUsesLeft { try await pause(&streams) }
    }
  }

  private func pause(_ streams: inout UserStreams) async throws {
    try await simulation.sleep(for: world.knobs.time(Name.pause).draw(from: &streams.pause))
  }

  /// Makes one use, from the first wait to the release. Returns whether the user continues.
  private func request(_ streams: inout UserStreams) async throws -> Bool {
    let task = simulation.currentTask
    let canceller = spawnCanceller(task, &streams)
    defer { canceller?.cancel() }
    let isManual = world.pitfall == Pitfall.manualRelease
    simulation.report(.request(task, .started))
    do {
      if isManual { try await useManually(&streams) } else { try await use(&streams) }
      simulation.report(.request(task, .ended(.completed)))
      return true
    } catch is UseFailed {
      simulation.report(.error(task, .caught(Stem.useFailed)))
      simulation.report(.request(task, .ended(.failed)))
      return !isManual
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
  private func spawnCanceller(_ task: TaskID, _ streams: inout UserStreams) -> SimulatedTask? {
    let usual = [Name.acquireTime, Name.useTime, Name.releaseTime]
      .map { world.knobs.time($0).location.nanoseconds }.reduce(0, +)
    let delay = Duration.nanoseconds(Int64(Double(usual) * streams.moment.nextUnit()))
    guard streams.cancellation.happens(world.knobs.share(Name.cancelRate)) else { return nil }
    return simulation.spawn(Label(Stem.canceller), role: Stem.canceller, parent: mainTask) {
      try await self.simulation.sleep(for: delay)
      self.users.members.first { $0.id == task }?.cancel()
    }
  }
}

// MARK: Using

extension ResourceScenario {
  private var patience: Duration? { world.knobs.duration(Name.patience) }

  private func use(_ streams: inout UserStreams) async throws {
    try await resource.use(within: patience) { try await work(&streams) }
  }

  /// The pitfall: an error or a cancellation of the work skips the release.
  private func useManually(_ streams: inout UserStreams) async throws {
    let lease = try await resource.acquire(within: patience)
    do {
      try await work(&streams)
    } catch {
      forget(lease)
      throw error
    }
    try await resource.release(lease)
  }

  private func work(_ streams: inout UserStreams) async throws {
    let fails = streams.failure.happens(world.knobs.share(Name.failureRate))
    let time = world.knobs.time(Name.useTime).draw(from: &streams.use)
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

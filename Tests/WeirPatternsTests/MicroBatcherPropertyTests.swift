import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Submitters, failing batches, cancellations, changed limits and a closed batcher or a cancelled
/// loop at random, with thousands of seeds and as many interleavings: each item is processed at
/// most once and its submitter knows, and batches keep their size, linger and concurrency.
@Suite struct MicroBatcherPropertyTests {
  @Test func `each submitter gets its own output, and batches keep their limits`() throws {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = Trial(simulation)
      try await trial.run()
      try trial.judge()
    }
  }
}

/// One random program around one batcher, with a record of what happens.
///
/// Only the simulation's thread uses it.
private final class Trial: @unchecked Sendable {
  private let simulation: Simulation
  private var random: RandomStream
  private let size: Int
  private let linger = Duration.milliseconds(3)
  private let concurrency: Int
  private var running = 0
  private var processed: [Int] = []
  private var answered = 0
  private var submitted: [Int: VirtualInstant] = [:]
  private var wrongs: [String] = []
  private var lastBusy = VirtualInstant.zero
  private var isStopped = false

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    size = 1 + random.next(below: 4)
    concurrency = 1 + random.next(below: 2)
  }

  private struct DiskFull: Error {}

  func run() async throws {
    let batcher = MicroBatcher(
      "batcher", .init(size: size, linger: linger, concurrency: concurrency),
      clock: simulation.clock, reporter: simulation
    ) { try await self.process($0) }
    let loop = simulation.spawn(Label("batcher"), role: Symbol("batcher")) {
      try await batcher.run()
    }
    let submitters = (1...6).map { number in
      simulation.spawn(Label("submitter-\(number)"), role: Symbol("submitter")) {
        try await self.submit(number, to: batcher)
      }
    }
    for submitter in submitters where random.next(below: 3) == 0 {
      try await pause()
      submitter.cancel()
    }
    try await simulation.sleep(for: .milliseconds(random.next(below: 30)))
    isStopped = random.next(below: 3) == 0
    if isStopped { loop.cancel() } else { batcher.close() }
    try await batcher.drained()
    await loop.finished()
    for submitter in submitters { await submitter.finished() }
    if batcher.remainingCount > 0 { wrongs.append("\(batcher.remainingCount) remain") }
  }

  private func submit(_ number: Int, to batcher: MicroBatcher<Int, Int, VirtualClock>)
    async throws
  {
    for round in 0..<5 {
      let item = number * 10 + round
      submitted[item] = simulation.now
      do {
        let output = try await batcher.submit(item)
        if output != item * 2 { wrongs.append("\(item) got \(output)") }
        answered += 1
      } catch is DiskFull {
        answered += 1
      } catch is CancellationError {
        if processed.contains(item) { wrongs.append("\(item) was cancelled too late") }
        throw CancellationError()
      } catch BatcherError.interrupted {
        if !isStopped || !processed.contains(item) { wrongs.append("\(item) was not interrupted") }
        return
      } catch BatcherError.closed {
        if processed.contains(item) { wrongs.append("\(item) was rejected and processed") }
        return
      }
      try await pause()
    }
  }

  private func process(_ items: [Int]) async throws -> [Int] {
    running += 1
    defer {
      if running == concurrency { lastBusy = simulation.now }
      running -= 1
    }
    if running > concurrency { wrongs.append("\(running) batches at once") }
    if items.isEmpty || items.count > size { wrongs.append("a batch of \(items.count)") }
    for item in items {
      if processed.contains(item) { wrongs.append("\(item) was processed twice") }
      processed.append(item)
      let late = submitted[item].map { max($0, lastBusy).duration(to: simulation.now) } ?? .zero
      if late > linger, running == 1 { wrongs.append("\(item) lingered for \(late)") }
    }
    try await pause()
    if random.next(below: 5) == 0 { throw DiskFull() }
    return items.map { $0 * 2 }
  }

  private func pause() async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 6)))
  }

  struct Wrong: Error {
    let what: String
  }

  func judge() throws {
    if let wrong = wrongs.first { throw Wrong(what: wrong) }
    guard isStopped || processed.count == answered else {
      throw Wrong(what: "\(processed.count) processed, \(answered) answered")
    }
  }
}

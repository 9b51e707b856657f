import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Producers, consumers, timeouts, cancellations and a close at random, with thousands of seeds and
/// as many interleavings: nothing is lost or delivered twice, and the limit holds.
@Suite struct BoundedQueuePropertyTests {
  @Test(arguments: OverflowPolicy.allCases)
  func `a queue loses nothing, delivers nothing twice, and keeps its limit`(policy: OverflowPolicy)
    throws
  {
    let count = Interleavings.count / UInt64(OverflowPolicy.allCases.count)
    let first = UInt64(policy.rawValue) * count
    try Simulation.check(seeds: first..<(first + count)) { simulation in
      let trial = Trial(simulation, policy)
      try await trial.run()
      try trial.judge()
    }
  }
}

/// One random program around one queue, with a record of what happens.
///
/// Only the simulation's thread uses it.
private final class Trial: @unchecked Sendable {
  private let simulation: Simulation
  private let queue: BoundedQueue<Int, VirtualClock>
  private let capacity: Int
  private var random: RandomStream
  private var accepted: [Int] = []
  private var received: [Int] = []
  private var droppedCount = 0
  private var deepest = 0
  private var next = 0

  init(_ simulation: Simulation, _ policy: OverflowPolicy) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    capacity = random.next(below: 4)
    queue = BoundedQueue(
      capacity: capacity, overflow: policy, clock: simulation.clock, reporter: simulation)
    isDroppingOldest = policy == .dropOldest
  }

  private let isDroppingOldest: Bool

  func run() async throws {
    var tasks: [SimulatedTask] = []
    for number in 1...3 {
      tasks.append(spawn("producer-\(number)") { try await self.produce() })
      tasks.append(spawn("consumer-\(number)") { try await self.consume() })
    }
    for task in tasks where random.next(below: 3) == 0 {
      try await pause()
      task.cancel()
    }
    try await simulation.sleep(for: .milliseconds(random.next(below: 40)))
    queue.close()
    for task in tasks { await task.finished() }
    while let element = try? await queue.get() { take(element) }
  }

  private func spawn(_ name: String, _ body: @escaping @Sendable () async throws -> Void)
    -> SimulatedTask
  {
    simulation.spawn(Label(name), role: Symbol("task"), body)
  }

  private func produce() async throws {
    for _ in 1...6 {
      next += 1
      let element = next
      do {
        let result =
          random.next(below: 3) == 0
          ? try await queue.put(element, within: .milliseconds(random.next(below: 5)))
          : try await queue.put(element)
        if result == .accepted { accepted.append(element) } else { droppedCount += 1 }
      } catch is TimeoutError {
      } catch QueueError.full {
      }
      deepest = max(deepest, queue.depth)
      try await pause()
    }
  }

  private func consume() async throws {
    while true {
      do {
        let element =
          random.next(below: 3) == 0
          ? try await queue.get(within: .milliseconds(random.next(below: 5)))
          : try await queue.get()
        take(element)
      } catch is TimeoutError {
      }
      try await pause()
    }
  }

  private func take(_ element: Int) {
    received.append(element)
    queue.taskDone()
  }

  private func pause() async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 6)))
  }

  struct Wrong: Error {
    let what: String
  }

  func judge() throws {
    let twice = Set(received).count != received.count
    guard !twice else { throw Wrong(what: "an element was delivered twice: \(received)") }
    guard Set(received).isSubset(of: accepted) else {
      throw Wrong(what: "\(Set(received).subtracting(accepted)) was delivered and never accepted")
    }
    guard isDroppingOldest || Set(received) == Set(accepted) else {
      throw Wrong(what: "\(Set(accepted).subtracting(received)) was lost")
    }
    guard deepest <= capacity else { throw Wrong(what: "\(deepest) waited, \(capacity) may") }
    guard queue.unfinishedCount == 0 else {
      throw Wrong(what: "\(queue.unfinishedCount) unfinished at the end")
    }
  }
}

import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Users that wait, fail, time out and are cancelled at random, with thousands of seeds and as many
/// interleavings: the limit holds, no two users share a place, and everything is released exactly
/// once.
@Suite struct ScopedResourcePropertyTests {
  @Test func `a resource keeps its limit, shares no place, and releases everything once`() throws {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = ResourceTrial(simulation)
      try await trial.run()
      try trial.judge()
    }
  }
}

/// A few users of one resource, with a record of what happens.
///
/// Only the simulation's thread uses it.
private final class ResourceTrial: @unchecked Sendable {
  private let simulation: Simulation
  private let books: ResourceBooks
  private let resource: ScopedResource<Int, VirtualClock>
  private var limit: Int
  private var random: RandomStream
  private var mostOverLimit = 0
  private var placesInUse: [ResourceID] = []
  private var wrong: Wrong?

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    limit = 1 + random.next(below: 3)
    let books = ResourceBooks(simulation)
    self.books = books
    resource = ScopedResource(limit: limit, clock: simulation.clock, reporter: simulation) {
      try await books.acquire()
    } release: {
      try await books.release($0)
    }
  }

  func run() async throws {
    let users = (1...5).map { number in
      simulation.spawn(Label("user-\(number)"), role: Symbol("user")) { try await self.live() }
    }
    for user in users where random.next(below: 3) == 0 {
      try await pause()
      user.cancel()
    }
    limit = 3
    resource.reconfigure(limit: limit)
    for user in users { await user.finished() }
  }

  private func live() async throws {
    for _ in 1...2 {
      try await pause()
      do {
        if random.next(below: 3) == 0 { try await useByHand() } else { try await use() }
      } catch is Broken {
      } catch is TimeoutError {
      }
    }
  }

  private func use() async throws {
    let timeout = random.next(below: 3) == 0 ? Duration.milliseconds(random.next(below: 9)) : nil
    try await resource.use(within: timeout) { _ in
      look()
      try await pause()
      if random.next(below: 5) == 0 { throw Broken() }
    }
  }

  private func useByHand() async throws {
    let lease = try await resource.acquire()
    if placesInUse.contains(lease.resource) { wrong = Wrong(what: "\(lease) is taken twice") }
    placesInUse.append(lease.resource)
    look()
    try? await pause()
    placesInUse.removeAll { $0 == lease.resource }
    try await resource.release(lease)
  }

  private func look() {
    mostOverLimit = max(mostOverLimit, books.held.count - limit)
  }

  private func pause() async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 6)))
  }

  struct Wrong: Error {
    let what: String
  }

  func judge() throws {
    if let wrong { throw wrong }
    guard books.held.isEmpty else { throw Wrong(what: "\(books.held) were never released") }
    guard books.releasedTwice.isEmpty else {
      throw Wrong(what: "\(books.releasedTwice) were released twice")
    }
    guard mostOverLimit <= 0 else { throw Wrong(what: "\(mostOverLimit) beyond the limit") }
    guard resource.inUseCount == 0, resource.waitingCount == 0 else {
      throw Wrong(what: "\(resource.inUseCount) in use, \(resource.waitingCount) wait at the end")
    }
  }
}

/// What was acquired and not released; only the simulation's thread uses it.
private final class ResourceBooks: @unchecked Sendable {
  private let simulation: Simulation
  private var random: RandomStream
  private var count = 0
  private(set) var held: [Int] = []
  private(set) var releasedTwice: [Int] = []

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("books")
  }

  func acquire() async throws -> Int {
    try await simulation.sleep(for: .milliseconds(random.next(below: 4)))
    if random.next(below: 6) == 0 { throw Broken() }
    count += 1
    held.append(count)
    return count
  }

  func release(_ handle: Int) async throws {
    try await simulation.sleep(for: .milliseconds(random.next(below: 4)))
    if !held.contains(handle) { releasedTwice.append(handle) }
    held.removeAll { $0 == handle }
    if random.next(below: 9) == 0 { throw Broken() }
  }
}

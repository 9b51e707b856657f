import Testing
import WeirEngine
import WeirPatterns
import WeirEvents

/// Calls of `gather` with random sizes, limits and failures, some of them cancelled, with thousands
/// of seeds and as many interleavings: each input is processed once, the limit holds, and no error
/// is lost.
@Suite struct GatherPropertyTests {
  @Test func `gather processes each input once, keeps its limit, and loses no error`() throws {
    try Simulation.check(seeds: Interleavings.seeds) { simulation in
      let trial = GatherTrial(simulation)
      let task = simulation.spawn(Label("parent"), role: Symbol("parent")) {
        await trial.run()
      }
      if let cancelAfter = trial.cancelAfter {
        try await simulation.sleep(for: cancelAfter)
        task.cancel()
      }
      await task.finished()
      try trial.judge()
    }
  }
}

/// One random call of `gather`, with a record of what happens.
///
/// Only the simulation's thread uses it.
private final class GatherTrial: @unchecked Sendable {
  private let simulation: Simulation
  private let count: Int
  private let limit: Int?
  private let collects: Bool
  /// The time after which the call is cancelled; `nil` for never.
  let cancelAfter: Duration?
  private var random: RandomStream
  private var begun: [Int] = []
  private var running = 0
  private var most = 0
  /// The inputs whose children threw an error of their own, in this order.
  private var broken: [Int] = []
  private var results: [Result<Int, any Error>] = []
  private var thrown: (any Error)?
  private var runningAtEnd = 0

  init(_ simulation: Simulation) {
    self.simulation = simulation
    random = simulation.randomStream("trial")
    count = random.next(below: 9)
    limit = random.next(below: 3) == 0 ? nil : 1 + random.next(below: 4)
    collects = random.next(below: 2) == 0
    cancelAfter = random.next(below: 3) == 0 ? .milliseconds(random.next(below: 30)) : nil
  }

  func run() async {
    let inputs = Array(0..<count)
    if collects {
      results = await gatherResults(inputs, limit: limit, reporter: simulation) {
        try await self.process($0)
      }
    } else {
      do {
        results = try await gather(inputs, limit: limit, reporter: simulation) {
          try await self.process($0)
        }.map { .success($0) }
      } catch {
        thrown = error
      }
    }
    runningAtEnd = running
  }

  private func process(_ input: Int) async throws -> Int {
    begun.append(input)
    running += 1
    most = max(most, running)
    defer { running -= 1 }
    do {
      try await simulation.sleep(for: .milliseconds(random.next(below: 12)))
    } catch  where random.next(below: 4) == 0 {
      try await shielded(reporter: simulation) { [simulation] in
        try await simulation.sleep(for: .milliseconds(3))
      }
    }
    if random.next(below: 6) == 0 {
      broken.append(input)
      throw Broken(number: input)
    }
    return input * 2
  }

  struct Wrong: Error {
    let what: String
  }

  func judge() throws {
    guard runningAtEnd == 0 else { throw Wrong(what: "\(runningAtEnd) outlived the call") }
    guard begun.sorted() == Array(0..<begun.count) else {
      throw Wrong(what: "\(begun) were started")
    }
    guard most <= limit ?? .max else { throw Wrong(what: "\(most) ran at once") }
    if let thrown { return try judge(thrown) }
    guard results.count == count else { throw Wrong(what: "\(results.count) results") }
    for (input, result) in results.enumerated() { try judge(result, of: input) }
  }

  private func judge(_ thrown: any Error) throws {
    if let error = thrown as? Broken {
      guard broken.contains(error.number) else { throw Wrong(what: "no child threw \(error)") }
    } else {
      guard thrown is CancellationError, cancelAfter != nil else { throw Wrong(what: "\(thrown)") }
    }
  }

  private func judge(_ result: Result<Int, any Error>, of input: Int) throws {
    switch result {
    case .success(let output):
      guard output == input * 2, !broken.contains(input) else {
        throw Wrong(what: "\(input) gave \(output)")
      }
    case .failure(let error as Broken):
      guard error.number == input else { throw Wrong(what: "\(input) failed with \(error)") }
    case .failure(let error):
      guard error is CancellationError, cancelAfter != nil else { throw Wrong(what: "\(error)") }
    }
  }
}

import Testing
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirTrace

@testable import weir

/// Going to an instant: the thread is real; the tests wait for what it tells, and never for a time.
@Suite struct JourneyTests {
  private let specification: RunSpecification

  init() throws {
    specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 3)
  }

  private func instant(_ seconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: seconds * 1_000_000_000)
  }

  private func consumers(_ count: Int) -> RunInput {
    .parameterChanged(name: "consumers", value: .count(count))
  }

  /// The digest of everything up to an instant without a screen.
  private func headless(_ inputs: [TimedInput] = [], until seconds: Int64) throws -> String {
    var specification = specification
    specification.inputs += inputs
    var digest = TraceDigest()
    let run = try ScenarioRun(specification) { batch in
      for event in batch.events { digest.fold(event) }
    }
    run.simulation.run(until: instant(seconds))
    run.simulation.tearDown()
    return digest.hexadecimal
  }

  /// What a reader of the news knows.
  private struct Knowledge {
    var digest = TraceDigest()
    var count = 0
    var started: [RunSpecification] = []
    var arrivals: [Arrival] = []
    var isPaused = false
    var now = VirtualInstant.zero
  }

  /// Gives a list of orders, and the next list at each arrival; ends when all lists are given and the last arrival is told.
  private func watch(
    _ specification: RunSpecification? = nil, orders lists: [[LiveRunner.Order]]
  ) async throws -> Knowledge {
    let runner = try LiveRunner(
      specification ?? self.specification, speed: 1, isPaused: true)
    var known = Knowledge()
    for order in lists[0] { runner.order(order) }
    for await news in runner.news {
      switch news {
      case .runStarted(let specification):
        known.started.append(specification)
        known.digest = TraceDigest()
        known.count = 0
      case .batchArrived(let batch):
        known.now = batch.now
        known.count += batch.events.count
        for event in batch.events { known.digest.fold(event) }
      case .pauseChanged(let isPaused): known.isPaused = isPaused
      case .speedChanged: break
      case .arrived(let arrival):
        known.arrivals.append(arrival)
        guard known.arrivals.count < lists.count else { continue }
        for order in lists[known.arrivals.count] { runner.order(order) }
      }
      // Virtual time is told to stand still after each arrival.
      if known.arrivals.count == lists.count, known.isPaused { break }
    }
    runner.stop()
    return known
  }

  @Test func `forwards, the run stands exactly at the instant, as without a screen`() async throws {
    let known = try await watch(orders: [[.goTo(instant(8))]])
    #expect(known.now == instant(8) && known.isPaused && known.started.count == 1)
    #expect(known.arrivals == [.init(target: instant(8), instant: instant(8), inputsLetGo: 0)])
    #expect(try known.digest.hexadecimal == headless(until: 8))
  }

  @Test func `a step on the way ends the way, and the next one shows the next event`() async throws
  {
    let known = try await watch(orders: [
      [.step, .step, .goTo(instant(3600)), .step], [.step, .step, .goTo(instant(4000))],
    ])
    #expect(known.now == instant(4000))
    #expect(try known.digest.hexadecimal == headless(until: 4000))
  }

  @Test func `steps back and forth come to the same events`() async throws {
    let there = [LiveRunner.Order.goTo(instant(5)), .send(consumers(2)), .goTo(instant(8))]
    let back = [LiveRunner.Order](repeating: .stepBack(from: instant(8)), count: 1)
    let known = try await watch(
      orders: [[there[0]], [there[1], there[2]]] + Array(repeating: back, count: 40)
        + [[.goTo(instant(9))]])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(try known.digest.hexadecimal == headless(inputs, until: 9))
  }

  @Test func `a step back takes one event back`() async throws {
    let known = try await watch(orders: [[.goTo(instant(3))], [.stepBack(from: instant(3))]])
    let before = try await watch(orders: [[.goTo(instant(3))]])
    #expect(known.count == before.count - 1 && known.now < instant(3))
  }

  @Test func `among the events of the first instant each step takes one back`() async throws {
    let step = [LiveRunner.Order.stepBack(from: .zero)]
    let all = try await watch(orders: [[.goTo(.zero)]]).count
    for steps in 1...all {
      let known = try await watch(orders: [[.goTo(.zero)]] + Array(repeating: step, count: steps))
      #expect(known.count == all - steps && known.now == .zero)
    }
    let more = Array(repeating: step, count: all + 2)
    let known = try await watch(orders: [[.goTo(.zero)]] + more + [[.goTo(instant(2))]])
    #expect(try known.digest.hexadecimal == headless(until: 2))
  }

  @Test func `what is done on the way counts from where it was done`() async throws {
    let known = try await watch(orders: [
      [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(8))],
    ])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(try known.digest.hexadecimal == headless(inputs, until: 8))
  }

  @Test func `backwards, the same happens again up to the instant, and no further`() async throws {
    let known = try await watch(orders: [
      [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(20))],
      [.send(consumers(6)), .goTo(instant(30))], [.goTo(instant(8))],
    ])
    let kept = [TimedInput(instant(5), consumers(2))]
    #expect(known.started.map(\.inputs) == [[], kept])
    #expect(known.arrivals.map(\.inputsLetGo) == [0, 0, 0, 1])
    #expect(known.now == instant(8))
    #expect(try known.digest.hexadecimal == headless(kept, until: 8))
  }

  @Test func `further back still, less is done, and what was planned stays planned`() async throws {
    var planned = specification
    planned.inputs = [TimedInput(instant(7), consumers(1))]
    let known = try await watch(
      planned,
      orders: [
        [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(9))], [.goTo(instant(6))],
        [.goTo(instant(3))], [.goTo(instant(8))],
      ])
    #expect(known.arrivals.map(\.inputsLetGo) == [0, 0, 0, 1, 0])
    #expect(known.started.last == planned)
    #expect(try known.digest.hexadecimal == headless(planned.inputs, until: 8))
  }

  @Test func `an input at the very instant is done`() async throws {
    let known = try await watch(orders: [
      [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(9))], [.goTo(instant(5))],
    ])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(known.arrivals.last?.inputsLetGo == 0)
    #expect(try known.digest.hexadecimal == headless(inputs, until: 5))
  }

  @Test func `steps and their held events do not change what happens`() async throws {
    let known = try await watch(orders: [
      [.goTo(instant(5))], [.step, .step, .step, .goTo(instant(8))], [.step, .goTo(instant(6))],
    ])
    #expect(try known.digest.hexadecimal == headless(until: 6))
  }

  @Test func `a way without an end is given up, and the run holds where it is`() async throws {
    let runner = try LiveRunner(specification, speed: 1, isPaused: false)
    runner.order(.goTo(VirtualInstant(nanoseconds: .max)))
    var arrival: Arrival?
    var isAsked = false
    for await news in runner.news {
      if case .batchArrived(let batch) = news, batch.now > instant(10), !isAsked {
        runner.order(.pause)
        isAsked = true
      }
      if case .arrived(let end) = news { arrival = end }
      if case .pauseChanged(true) = news { break }
    }
    runner.stop()
    #expect(try #require(arrival).instant < VirtualInstant(nanoseconds: .max))
  }

  @Test func `a run that ends before is at its end`() async throws {
    let guide = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 3)
    let known = try await watch(guide, orders: [[.goTo(instant(100))], [.goTo(instant(2))]])
    #expect(known.arrivals[0].instant < instant(100))
    #expect(known.arrivals[1].instant == instant(2) && known.now == instant(2))
  }

  @Test func `another run begins on the way, and goes on as it would have`() async throws {
    let runner = try LiveRunner(specification, speed: 1000, isPaused: false)
    runner.order(.goTo(VirtualInstant(nanoseconds: .max)))
    runner.order(.restart(specification))
    var (starts, arrivals) = (0, 0)
    for await news in runner.news {
      if case .runStarted = news { starts += 1 }
      if case .arrived = news { arrivals += 1 }
      if case .batchArrived(let batch) = news, starts == 2, batch.now > instant(5) { break }
      if case .pauseChanged(true) = news { break }
    }
    runner.stop()
    #expect(starts == 2 && arrivals == 1)
  }
}

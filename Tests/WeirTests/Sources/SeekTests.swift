import Testing
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

/// Seeking to an instant: the thread is real; the tests wait for its updates, never for a time.
@Suite struct SeekTests {
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

  /// The digest of a run up to an instant without a screen.
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

  /// What a reader of the updates knows.
  private struct Knowledge {
    var digest = TraceDigest()
    var count = 0
    /// The inputs to the run since it last started.
    var done: [TimedInput] = []
    var started: [RunSpecification] = []
    var arrivals: [Arrival] = []
    var isPaused = false
    var now = VirtualInstant.zero
  }

  /// Sends a list of commands, and the next list at each arrival; ends when all lists are sent and
  /// the last arrival is reported.
  private func watch(
    _ specification: RunSpecification? = nil, commands lists: [[SourceCommand]]
  ) async throws -> Knowledge {
    let source = try SimulationSource(
      specification ?? self.specification, speed: 1, isPaused: true)
    let description = try ScenarioCatalog.description(of: self.specification.scenario)
    var known = Knowledge()
    source.perform(lists[0])
    for await update in source.updates {
      switch update {
      case .runStarted(let start):
        if let specification = start.specification { known.started.append(specification) }
        known.digest = TraceDigest()
        known.count = 0
        known.done = []
      case .batchArrived(let batch):
        known.now = batch.now
        known.count += batch.events.count
        for event in batch.events {
          known.digest.fold(event)
          if case .input(let done) = event.kind, let input = RunInput(done, in: description) {
            known.done.append(.init(event.instant, input))
          }
        }
      case .pauseChanged(let isPaused): known.isPaused = isPaused
      case .speedChanged, .refused, .halted, .statusChanged, .seekStarted, .noticed, .failed: break
      case .seekEnded(let arrival):
        known.arrivals.append(arrival)
        guard known.arrivals.count < lists.count else { continue }
        source.perform(lists[known.arrivals.count])
      }
      // After each arrival, virtual time is reported as paused.
      if known.arrivals.count == lists.count, known.isPaused { break }
    }
    source.stop()
    return known
  }

  @Test func `seeking forward, the run stops exactly at the instant, as without a screen`()
    async throws
  {
    let known = try await watch(commands: [[.goTo(instant(8))]])
    #expect(known.now == instant(8) && known.isPaused && known.started.count == 1)
    #expect(known.arrivals == [.init(target: instant(8), instant: instant(8), discardedInputs: 0)])
    #expect(try known.digest.hexadecimal == headless(until: 8))
  }

  @Test func `a step during a seek ends it, and the next one shows the next event`() async throws {
    let known = try await watch(commands: [
      [.step, .step, .goTo(instant(3600)), .step], [.step, .step, .goTo(instant(4000))],
    ])
    #expect(known.now == instant(4000))
    #expect(try known.digest.hexadecimal == headless(until: 4000))
  }

  @Test func `steps back and forward lead to the same events`() async throws {
    let there = [SourceCommand.goTo(instant(5)), .send(consumers(2)), .goTo(instant(8))]
    let back = [SourceCommand](repeating: .stepBack(from: instant(8)), count: 1)
    let known = try await watch(
      commands: [[there[0]], [there[1], there[2]]] + Array(repeating: back, count: 40)
        + [[.goTo(instant(9))]])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(try known.digest.hexadecimal == headless(inputs, until: 9))
  }

  @Test func `a step back goes back by one event`() async throws {
    let known = try await watch(commands: [[.goTo(instant(3))], [.stepBack(from: instant(3))]])
    let before = try await watch(commands: [[.goTo(instant(3))]])
    #expect(known.count == before.count - 1 && known.now < instant(3))
  }

  @Test func `among the events of the first instant each step back goes back by one`() async throws
  {
    let step = [SourceCommand.stepBack(from: .zero)]
    let all = try await watch(commands: [[.goTo(.zero)]]).count
    for steps in 1...all {
      let known = try await watch(commands: [[.goTo(.zero)]] + Array(repeating: step, count: steps))
      #expect(known.count == all - steps && known.now == .zero)
    }
    let more = Array(repeating: step, count: all + 2)
    let known = try await watch(commands: [[.goTo(.zero)]] + more + [[.goTo(instant(2))]])
    #expect(try known.digest.hexadecimal == headless(until: 2))
  }

  @Test(arguments: [2, 17, 300])
  func `steps back requested at once are one seek, to where single steps lead`(
    steps: Int
  ) async throws {
    let step = [SourceCommand.stepBack(from: instant(30))]
    let single = try await watch(
      commands: [[.goTo(instant(30))]] + Array(repeating: step, count: steps))
    let there: [SourceCommand] = [.goTo(instant(30))]
    let all = try await watch(commands: [there, Array(repeating: step[0], count: steps)])
    #expect(all.count == single.count && all.now == single.now)
    #expect(all.digest.hexadecimal == single.digest.hexadecimal)
    #expect(all.arrivals.count == 2)
    let whole = try await watch(commands: [there]).count
    #expect(all.count == whole - steps)
  }

  @Test func `more steps back than are remembered work, too`() async throws {
    let steps = ShownEvents.History.limit + 100
    let back = Array(repeating: SourceCommand.stepBack(from: instant(600)), count: steps)
    let whole = try await watch(commands: [[.goTo(instant(600))]]).count
    try #require(whole > steps)
    let known = try await watch(commands: [[.goTo(instant(600))], back])
    #expect(known.count == whole - steps)
    let again = try await watch(commands: [[.goTo(instant(600))], back, [.goTo(instant(700))]])
    #expect(try again.digest.hexadecimal == headless(until: 700))
  }

  @Test func `steps forward undo steps back, and lead further`() async throws {
    let back = SourceCommand.stepBack(from: instant(6))
    let whole = try await watch(commands: [[.goTo(instant(6))]]).count
    for (commands, change) in [
      ([back, back, .step], -1), ([back, .step], 0), ([back, .step, back, back], -2),
    ] as [([SourceCommand], Int)] {
      let known = try await watch(commands: [[.goTo(instant(6))], commands])
      #expect(known.count == whole + change)
    }
    let known = try await watch(
      commands: [[.goTo(instant(6))], [back, .step, .step, .step], [.goTo(instant(7))]])
    #expect(try known.digest.hexadecimal == headless(until: 7))
  }

  @Test func `inputs during steps back take effect at their end`() async throws {
    let back = SourceCommand.stepBack(from: instant(6))
    let known = try await watch(commands: [
      [.goTo(instant(6))], [back, .send(consumers(2)), back], [.goTo(instant(9))],
    ])
    let alone = try await watch(commands: [
      [.goTo(instant(6))], [back], [back], [.send(consumers(2)), .goTo(instant(9))],
    ])
    #expect(known.digest.hexadecimal == alone.digest.hexadecimal)
  }

  /// Each command comes in the middle of steps back whose end is minutes of virtual time away.
  @Test(arguments: [
    [SourceCommand.pause], [.resume, .pause], [.step, .pause],
    [.stepBack(from: VirtualInstant(nanoseconds: 600_000_000_000)), .pause],
  ])
  func `inputs during steps back that are ended early take effect where they end`(
    leaving: [SourceCommand]
  ) async throws {
    let back = SourceCommand.stepBack(from: instant(600))
    let known = try await watch(commands: [
      [.goTo(instant(600))],
      [back, .send(.pitfallSwitched("no-task-done")), .send(consumers(2))] + leaving,
      [.goTo(instant(700))],
    ])
    #expect(known.done.map(\.input) == [.pitfallSwitched("no-task-done"), consumers(2)])
    #expect(try known.digest.hexadecimal == headless(known.done, until: 700))
    #expect(known.arrivals.map(\.discardedInputs) == [0, 0, 0])
  }

  @Test
  func `a seek that begins during steps back ends them, and keeps their inputs`()
    async throws
  {
    let back = SourceCommand.stepBack(from: instant(600))
    let known = try await watch(commands: [
      [.goTo(instant(600))], [back, .send(consumers(2)), .goTo(instant(700)), .send(consumers(3))],
      [],
    ])
    let alone = try await watch(commands: [
      [.goTo(instant(600))], [back], [.send(consumers(2)), .goTo(instant(700))],
    ])
    #expect(known.arrivals.map(\.isStep) == [false, true, false])
    #expect(known.done.first == alone.done.first && known.done.first?.input == consumers(2))
    #expect(known.done.last?.input == consumers(3) && known.now == instant(700))
    #expect(try known.digest.hexadecimal == headless(known.done, until: 700))
  }

  @Test func `a seek to an earlier instant during steps back discards their inputs`()
    async throws
  {
    let back = SourceCommand.stepBack(from: instant(600))
    let known = try await watch(commands: [
      [.goTo(instant(500))], [.send(consumers(4)), .goTo(instant(600))],
      [back, .send(consumers(2)), .send(consumers(3)), .goTo(instant(400))], [],
    ])
    #expect(known.arrivals.map(\.discardedInputs) == [0, 0, 0, 3])
    #expect(known.done.isEmpty && known.now == instant(400))
    #expect(known.started.last?.inputs == [])
    #expect(try known.digest.hexadecimal == headless(until: 400))
  }

  @Test func `another run that begins during steps back has none of their inputs`() async throws {
    let back = SourceCommand.stepBack(from: instant(600))
    let known = try await watch(commands: [
      [.goTo(instant(600))],
      [back, .send(consumers(2)), .restart(specification)], [.goTo(instant(5))],
    ])
    #expect(known.arrivals.map(\.discardedInputs) == [0, 1, 0] && known.done.isEmpty)
    #expect(try known.digest.hexadecimal == headless(until: 5))
  }

  @Test func `steps back ended among the first events hold no events`() async throws {
    let known = try await watch(commands: [
      [.goTo(.zero)], [.stepBack(from: .zero), .pause], [.goTo(instant(2))],
    ])
    #expect(try known.digest.hexadecimal == headless(until: 2))
  }

  @Test func `a run that can't begin is refused with a message, and the current one begins again`()
    async throws
  {
    var wrong = specification
    wrong.parameters.removeLast()
    let source = try SimulationSource(specification, speed: 1, isPaused: true)
    source.perform(.restart(wrong))
    var messages: [String] = []
    var started: [RunSpecification] = []
    for await update in source.updates {
      if case .refused(let message) = update { messages.append(message) }
      if case .runStarted(let start) = update, let specification = start.specification {
        started.append(specification)
      }
      if case .batchArrived = update, started.count == 2 { break }
    }
    source.stop()
    #expect(messages.count == 1 && messages[0].hasSuffix("is not set. Give it a value."))
    #expect(started == [specification, specification])
  }

  @Test func `all of a specification is checked before there is a thread`() throws {
    var wrong = Array(repeating: specification, count: 6)
    wrong[0].scenario = "nowhere"
    wrong[1].preset = "nothing"
    wrong[2].pitfall = "nothing"
    wrong[3].parameters[0].value = .count(1_000_000)
    wrong[4].parameters[0].value = .choice("4")
    wrong[5].inputs = [TimedInput(instant(1), .triggered("nothing"))]
    for specification in wrong {
      #expect(throws: CatalogError.self) {
        try SimulationSource(specification, speed: 1, isPaused: true)
      }
    }
  }

  @Test func `an input during a seek takes effect at the instant that the run has reached`()
    async throws
  {
    let known = try await watch(commands: [
      [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(8))],
    ])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(try known.digest.hexadecimal == headless(inputs, until: 8))
  }

  @Test func `seeking backward, the run is repeated up to the instant, and no further`()
    async throws
  {
    let known = try await watch(commands: [
      [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(20))],
      [.send(consumers(6)), .goTo(instant(30))], [.goTo(instant(8))],
    ])
    let kept = [TimedInput(instant(5), consumers(2))]
    #expect(known.started.map(\.inputs) == [[], kept])
    #expect(known.arrivals.map(\.discardedInputs) == [0, 0, 0, 1])
    #expect(known.now == instant(8))
    #expect(try known.digest.hexadecimal == headless(kept, until: 8))
  }

  @Test func `seeking further back drops inputs, and scheduled ones stay scheduled`() async throws {
    var planned = specification
    planned.inputs = [TimedInput(instant(7), consumers(1))]
    let known = try await watch(
      planned,
      commands: [
        [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(9))], [.goTo(instant(6))],
        [.goTo(instant(3))], [.goTo(instant(8))],
      ])
    #expect(known.arrivals.map(\.discardedInputs) == [0, 0, 0, 1, 0])
    #expect(known.started.last == planned)
    #expect(try known.digest.hexadecimal == headless(planned.inputs, until: 8))
  }

  @Test func `an input exactly at the target instant takes effect`() async throws {
    let known = try await watch(commands: [
      [.goTo(instant(5))], [.send(consumers(2)), .goTo(instant(9))], [.goTo(instant(5))],
    ])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(known.arrivals.last?.discardedInputs == 0)
    #expect(try known.digest.hexadecimal == headless(inputs, until: 5))
  }

  @Test func `steps and their held events do not change what happens`() async throws {
    let known = try await watch(commands: [
      [.goTo(instant(5))], [.step, .step, .step, .goTo(instant(8))], [.step, .goTo(instant(6))],
    ])
    #expect(try known.digest.hexadecimal == headless(until: 6))
  }

  @Test func `an endless seek can be cancelled, and the run pauses where it is`() async throws {
    let source = try SimulationSource(specification, speed: 1, isPaused: false)
    source.perform(.goTo(VirtualInstant(nanoseconds: .max)))
    var arrival: Arrival?
    var isAsked = false
    for await update in source.updates {
      if case .batchArrived(let batch) = update, batch.now > instant(10), !isAsked {
        source.perform(.pause)
        isAsked = true
      }
      if case .seekEnded(let end) = update { arrival = end }
      if case .pauseChanged(true) = update { break }
    }
    source.stop()
    #expect(try #require(arrival).instant < VirtualInstant(nanoseconds: .max))
  }

  @Test func `a seek beyond the end of a run ends there`() async throws {
    let guide = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 3)
    let known = try await watch(guide, commands: [[.goTo(instant(100))], [.goTo(instant(2))]])
    #expect(known.arrivals[0].instant < instant(100))
    #expect(known.arrivals[1].instant == instant(2) && known.now == instant(2))
  }

  @Test func `another run that begins during a seek runs as it would have`() async throws {
    let source = try SimulationSource(specification, speed: 1000, isPaused: false)
    source.perform(.goTo(VirtualInstant(nanoseconds: .max)))
    source.perform(.restart(specification))
    var (starts, arrivals) = (0, 0)
    for await update in source.updates {
      if case .runStarted = update { starts += 1 }
      if case .seekEnded = update { arrivals += 1 }
      if case .batchArrived(let batch) = update, starts == 2, batch.now > instant(5) { break }
      if case .pauseChanged(true) = update { break }
    }
    source.stop()
    #expect(starts == 2 && arrivals == 1)
  }
}

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
    /// The events up to the newest place.
    var events: [Event] = []
    /// The place of the past that is shown; `nil` if the newest one is.
    var shown: RestoredRun?
    var newest = VirtualInstant.zero
    var started: [RunSpecification] = []
    var arrivals: [Arrival] = []
    var branches: [RunPosition] = []
    var changes: [FutureChange] = []
    /// The future that was entered last, where it was.
    var entered: RestoredRun?
    var problems: [String] = []
    var isPaused = false

    var count: Int { shown?.position.event ?? events.count }
    var now: VirtualInstant { shown?.position.instant ?? newest }

    var digest: String {
      if let shown { return shown.digest }
      var digest = TraceDigest()
      digest.fold(events)
      return digest.hexadecimal
    }

    /// The inputs to the run.
    func done(in description: ScenarioDescription) -> [TimedInput] {
      events.compactMap { event in
        guard case .input(let done) = event.kind else { return nil }
        return RunInput(done, in: description).map { TimedInput(event.instant, $0) }
      }
    }

    mutating func take(_ update: SourceUpdate) {
      switch update {
      case .runStarted(let start, _):
        if let specification = start.specification { started.append(specification) }
        (events, shown, newest) = ([], nil, .zero)
      case .batchArrived(let batch):
        newest = batch.now
        events += batch.events
      case .restored(let restored, let isPast):
        #expect(isPast)
        shown = restored
      case .atHead: shown = nil
      case .entered(_, let newest, _, let change):
        changes.append(change)
        entered = newest
      case .branched(_, let place, let change):
        changes.append(change)
        branches.append(place)
        events.removeSubrange(place.event...)
        (newest, shown) = (place.instant, nil)
      case .pauseChanged(let isPaused): self.isPaused = isPaused
      case .failed(let message): problems.append(message)
      case .seekEnded(let arrival): arrivals.append(arrival)
      case .speedChanged, .refused, .halted, .statusChanged, .seekStarted, .noticed, .repeating,
        .found, .timelineRead, .timePassed:
        break
      }
    }
  }

  /// Sends a list of commands, and the next list at each arrival; ends when all lists are sent and
  /// the last arrival is reported.
  private func watch(
    _ specification: RunSpecification? = nil, commands lists: [[SourceCommand]]
  ) async throws -> Knowledge {
    let source = try SimulationSource(
      specification ?? self.specification, speed: 1, isPaused: true)
    var known = Knowledge()
    source.perform(lists[0])
    for await update in source.updates {
      known.take(update)
      if case .seekEnded = update, known.arrivals.count < lists.count {
        source.perform(lists[known.arrivals.count])
      }
      // After each arrival, virtual time is reported as paused.
      if known.arrivals.count == lists.count, known.isPaused { break }
    }
    source.stop()
    return known
  }

  /// A seek to an instant, in seconds.
  private func goTo(_ seconds: Int64) -> SourceCommand { .goTo(.instant(instant(seconds))) }

  @Test func `seeking forward, the run stops exactly at the instant, as without a screen`()
    async throws
  {
    let known = try await watch(commands: [[goTo(8)]])
    #expect(known.now == instant(8) && known.isPaused && known.started.count == 1)
    #expect(known.arrivals.map(\.target) == [.instant(instant(8))])
    #expect(known.arrivals.map(\.position) == [.init(event: known.count, instant: instant(8))])
    #expect(try known.digest == headless(until: 8))
  }

  @Test func `a step during a seek ends it, and the next one shows the next event`() async throws {
    let known = try await watch(commands: [
      [.step, .step, goTo(3600), .step], [.step, .step, goTo(4000)],
    ])
    #expect(known.now == instant(4000))
    #expect(try known.digest == headless(until: 4000))
  }

  // MARK: The past

  @Test func `what has happened is shown again as it was, and the run stays where it is`()
    async throws
  {
    let known = try await watch(commands: [[goTo(20)], [goTo(8)], [goTo(13)], [goTo(5)]])
    #expect(known.started.count == 1 && known.branches.isEmpty && known.newest == instant(20))
    #expect(known.now == instant(5) && known.isPaused)
    #expect(try known.digest == headless(until: 5))
  }

  @Test func `the newest place is shown again, and a seek beyond it continues the run`()
    async throws
  {
    let known = try await watch(commands: [[goTo(20)], [goTo(8)], [.goTo(.end)]])
    #expect(known.shown == nil && known.now == instant(20))
    #expect(try known.digest == headless(until: 20))
    let further = try await watch(commands: [[goTo(20)], [goTo(8)], [goTo(30)]])
    #expect(further.shown == nil && further.branches.isEmpty)
    #expect(try further.digest == headless(until: 30))
  }

  @Test func `the newest place of a run that continues does not stop it`() async throws {
    let source = try SimulationSource(specification, speed: 1, isPaused: false)
    var known = Knowledge()
    source.perform(.goTo(.end))
    var pauses: [Bool] = []
    for await update in source.updates {
      known.take(update)
      if case .pauseChanged(let isPaused) = update, known.arrivals.count == 1 {
        pauses.append(isPaused)
        break
      }
    }
    source.stop()
    #expect(pauses == [false] && known.shown == nil)
    let paused = try await watch(commands: [[goTo(3)], [.goTo(.end)]])
    #expect(paused.isPaused && paused.now == instant(3))
  }

  @Test func `a step after the last number there is changes nothing`() async throws {
    let known = try await watch(commands: [[.goTo(.event(.max)), .step, .step, .pause]])
    #expect(known.isPaused)
  }

  @Test func `each event is a place, and only that many events have happened there`() async throws {
    let all = try await watch(commands: [[goTo(3)]])
    for count in [0, 1, 2, 5, all.count - 1, all.count] {
      let known = try await watch(commands: [[goTo(3)], [.goTo(.event(count))]])
      var digest = TraceDigest()
      digest.fold(Array(all.events.prefix(count)))
      #expect(known.count == count && known.digest == digest.hexadecimal)
      #expect(known.now == (count == 0 ? .zero : all.events[count - 1].instant))
    }
  }

  @Test func `an event that has not happened yet is awaited`() async throws {
    let known = try await watch(commands: [[goTo(1)], [.goTo(.event(2000))]])
    #expect(known.count == 2000)
    let before = try await watch(commands: [[goTo(600)], [.goTo(.event(2000))]])
    #expect(known.digest == before.digest && known.now == before.now)
  }

  @Test func `an event that is far away is reached in large steps`() async throws {
    let far = try await watch(commands: [[goTo(1)], [.goTo(.event(150_000))]])
    #expect(far.count == 150_000)
    var digest = TraceDigest()
    let run = try ScenarioRun(specification) { batch in
      for event in batch.events where digest.eventCount < 150_000 { digest.fold(event) }
    }
    run.simulation.run(until: far.now)
    run.simulation.tearDown()
    #expect(far.digest == digest.hexadecimal)
  }

  @Test func `an event after the end leads to the end`() async throws {
    let guide = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 3)
    let known = try await watch(guide, commands: [[.goTo(.event(1_000_000))]])
    let end = try await watch(guide, commands: [[goTo(3600)]])
    #expect(known.digest == end.digest && known.problems.isEmpty)
  }

  @Test func `the newest place is no error`() async throws {
    let known = try await watch(commands: [[goTo(3)], [.goTo(.end)]])
    #expect(known.now == instant(3) && known.problems.isEmpty)
  }

  @Test func `of seeks requested at once the last one counts`() async throws {
    let steps = (1...300).map { SourceCommand.goTo(.event(1000 - $0)) }
    let known = try await watch(commands: [[goTo(300)], steps])
    #expect(known.count == 700 && known.arrivals.count == 2)
  }

  @Test func `a single step in the past shows the next event, up to the newest place`() async throws
  {
    let count = try await watch(commands: [[goTo(3)]]).count
    let known = try await watch(commands: [
      [goTo(3)], [.goTo(.event(count - 2))], [.step], [.step], [goTo(4)],
    ])
    #expect(
      known.arrivals.map(\.position.event).dropFirst().prefix(3) == [
        count - 2, count - 1, count,
      ])
    #expect(try known.digest == headless(until: 4))
  }

  @Test func `an event is found by its cause`() async throws {
    let all = try await watch(commands: [[goTo(20)]])
    let task = TaskID(3)
    for (cause, matches) in [
      (.changed(task), { if case .task(task, _) = $0 { true } else { false } }),
      (.woke(task), { if case .task(task, .becameReady) = $0 { true } else { false } }),
    ] as [(Cause, (Event.Kind) -> Bool)] {
      let index = try #require(all.events.prefix(200).lastIndex { matches($0.kind) })
      let known = try await watch(commands: [[goTo(20)], [.goTo(.cause(cause, before: 200))]])
      #expect(known.count == index + 1)
    }
    let none = try await watch(commands: [
      [goTo(20)], [goTo(10)], [.goTo(.cause(.cancelled(TaskID(9999)), before: 200))],
    ])
    #expect(none.arrivals.last?.failure?.isEmpty == false && none.now == instant(10))
  }

  // MARK: Other futures

  @Test func `a future without a change has the events of the original`() async throws {
    let known = try await branch([[goTo(20)], [goTo(8)], [.resume]], then: [goTo(30)])
    #expect(known.branches.map(\.instant) == [instant(8)])
    #expect(try known.digest == headless(until: 30))
  }

  /// Resumes in the past, and pauses as soon as the run continues from there.
  private func branch(
    _ lists: [[SourceCommand]], then rest: [SourceCommand]
  ) async throws -> Knowledge {
    let source = try SimulationSource(specification, speed: 1, isPaused: true)
    var known = Knowledge()
    source.perform(lists[0])
    var isDone = false
    for await update in source.updates {
      known.take(update)
      switch update {
      case .seekEnded where known.arrivals.count < lists.count:
        source.perform(lists[known.arrivals.count])
      case .branched: source.perform([.pause] + rest)
      case .seekEnded where !known.branches.isEmpty: isDone = true
      default: break
      }
      if isDone, known.isPaused { break }
    }
    source.stop()
    return known
  }

  @Test func `time continues from the past as it did, without what was done later`() async throws {
    let kept = TimedInput(instant(5), consumers(2))
    let known = try await branch(
      [
        [goTo(5)], [.send(consumers(2)), goTo(20)], [.send(consumers(6)), goTo(30)], [goTo(8)],
        [.resume],
      ], then: [goTo(40)])
    #expect(known.branches.map(\.instant) == [instant(8)] && known.shown == nil)
    #expect(try known.digest == headless([kept], until: 40))
  }

  @Test func `a change in the past takes effect there`() async throws {
    let known = try await branch(
      [[goTo(20)], [goTo(8)], [.send(consumers(2)), .send(consumers(3))]], then: [goTo(30)])
    let inputs = [TimedInput(instant(8), consumers(2)), TimedInput(instant(8), consumers(3))]
    #expect(known.branches.map(\.instant) == [instant(8)])
    #expect(try known.digest == headless(inputs, until: 30))
  }

  @Test func `a change with a seek to the past takes effect where that leads`() async throws {
    let known = try await branch(
      [[goTo(20)], [goTo(8), .send(consumers(2))], []], then: [goTo(30)])
    let inputs = [TimedInput(instant(8), consumers(2))]
    #expect(try known.digest == headless(inputs, until: 30))
  }

  @Test func `a future can begin between two events of an instant`() async throws {
    let all = try await watch(commands: [[goTo(20)]]).events
    let index = try #require((100..<all.count).first { all[$0].instant == all[$0 - 1].instant })
    let known = try await branch(
      [[goTo(20)], [.goTo(.event(index))], [.send(consumers(2))]], then: [goTo(30)])
    var specification = specification
    specification.inputs = [TimedInput(all[index].instant, consumers(2))]
    #expect(try known.digest == headless(specification.inputs, until: 30))
  }

  @Test func `an input exactly at the place is kept, one right after it is not`() async throws {
    let input = TimedInput(instant(5), consumers(2))
    let lists = [[goTo(5)], [.send(consumers(2)), goTo(9)]]
    let kept = try await branch(lists + [[goTo(5)], [.resume]], then: [goTo(12)])
    #expect(try kept.digest == headless([input], until: 12))
    let events = try await watch(commands: lists).events
    let place = try #require(
      events.firstIndex { if case .input = $0.kind { true } else { false } })
    let dropped = try await branch(
      lists + [[.goTo(.event(place))], [.resume]], then: [goTo(12)])
    #expect(try dropped.digest == headless(until: 12))
  }

  @Test func `time continues from a quiet instant of the past, not from the newest one`()
    async throws
  {
    let last = try #require(try await watch(commands: [[goTo(20)]]).events.last?.instant)
    let quiet = last.advanced(by: .nanoseconds(1))
    try #require(quiet < instant(20))
    let known = try await branch(
      [[goTo(20)], [.goTo(.instant(quiet))], [.resume]], then: [goTo(30)])
    #expect(known.branches.map(\.instant) == [quiet])
    #expect(try known.digest == headless(until: 30))
  }

  @Test func `keeping up with another run waits for a future that is being prepared`() async throws
  {
    let known = try await watch(commands: [
      [goTo(600)], [goTo(500)],
      [.send(consumers(2)), .keepUp(with: instant(501)), .keepUp(with: instant(502))],
      [.keepUp(with: instant(503))],
    ])
    #expect(known.branches.map(\.instant) == [instant(500)] && known.now == instant(503))
    #expect(
      known.arrivals.map(\.target) == [600, 500, 502, 503].map { .instant(instant($0)) })
    let input = TimedInput(instant(500), consumers(2))
    #expect(try known.digest == headless([input], until: 503))
  }

  @Test func `an input that could not be repeated is refused`() async throws {
    var planned = specification
    planned.inputs = (1..<RunModel.inputLimit).map {
      TimedInput(instant(3600), .markerSet("m\($0)"))
    }
    let known = try await watch(
      planned, commands: [[goTo(5)], [.send(consumers(2)), .send(consumers(6)), goTo(8)]])
    #expect(known.problems.count == 1)
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(try known.digest == headless(inputs, until: 8))
  }

  @Test func `a repetition with another digest is not the future that was left`() throws {
    let end = RunPosition(event: 100, instant: instant(8))
    func repetition(_ digest: String?) throws -> RepeatedRun {
      let past = RunPast(of: RunStart(specification), in: nil)
      let run = try RepeatedRun(
        of: specification, [], to: .future(0, end: end, digest: digest, past),
        stepsAtOneInstant: 100_000)
      while !run.advance(while: { true }) {}
      run.tearDown()
      return run
    }
    let events = try headlessEvents(until: 8).prefix(100)
    var digest = TraceDigest()
    digest.fold(Array(events))
    #expect(try repetition(digest.hexadecimal).isExact)
    #expect(try !repetition(TraceDigest().hexadecimal).isExact)
  }

  private func headlessEvents(until seconds: Int64) throws -> [Event] {
    var events: [Event] = []
    let run = try ScenarioRun(specification) { events += $0.events }
    run.simulation.run(until: instant(seconds))
    run.simulation.tearDown()
    return events
  }

  @Test func `planned inputs stay planned in another future`() async throws {
    var planned = specification
    planned.inputs = [TimedInput(instant(7), consumers(1))]
    let source = try SimulationSource(planned, speed: 1, isPaused: true)
    var known = Knowledge()
    let lists = [[goTo(9)], [goTo(3)], [.send(consumers(2))]]
    source.perform(lists[0])
    for await update in source.updates {
      known.take(update)
      if case .seekEnded = update, known.arrivals.count < 3 {
        source.perform(lists[known.arrivals.count])
      }
      if case .branched = update { source.perform(goTo(12)) }
      if known.arrivals.count == 3 { break }
    }
    source.stop()
    let inputs = planned.inputs + [TimedInput(instant(3), consumers(2))]
    #expect(try known.digest == headless(inputs, until: 12))
  }

  @Test func `another future can be left before it has begun`() async throws {
    let known = try await watch(commands: [
      [goTo(600)], [goTo(500)], [.send(consumers(2)), .pause, goTo(400)],
    ])
    #expect(known.branches.isEmpty && known.now == instant(400))
    #expect(known.newest == instant(600) && known.problems.isEmpty)
  }

  @Test func `a future that was left is entered again where it was`() async throws {
    let source = try SimulationSource(specification, speed: 1, isPaused: true)
    var known = Knowledge()
    let lists = [[goTo(20)], [goTo(8)], [.send(consumers(2))], [.goToFuture(0)]]
    source.perform(lists[0])
    var digests: [String] = []
    for await update in source.updates {
      known.take(update)
      if case .seekEnded = update, known.arrivals.count < lists.count {
        source.perform(lists[known.arrivals.count])
      }
      if case .branched = update { source.perform(goTo(30)) }
      guard case .entered(let past, let newest, _, _) = update else { continue }
      digests.append(newest.digest)
      #expect(past.newest == newest.position)
      if digests.count == 2 { break }
      source.perform(.goToFuture(1))
    }
    source.stop()
    #expect(
      known.changes == [.init(from: 0, to: 1), .init(from: 1, to: 0), .init(from: 0, to: 1)])
    let inputs = [TimedInput(instant(8), consumers(2))]
    #expect(try digests == [headless(until: 20), headless(inputs, until: 30)])
  }

  @Test func `a run that has finished has other futures, too`() async throws {
    let guide = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 3)
    let known = try await watch(guide, commands: [[goTo(100)], [goTo(2)], [goTo(100)]])
    #expect(known.arrivals[0].position.instant < instant(100))
    #expect(known.arrivals[1].position.instant == instant(2))
    #expect(known.arrivals[2].position == known.arrivals[0].position)
  }

  // MARK: Runs that begin

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
      if case .runStarted(let start, _) = update, let specification = start.specification {
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
    let known = try await watch(commands: [[goTo(5)], [.send(consumers(2)), goTo(8)]])
    let inputs = [TimedInput(instant(5), consumers(2))]
    #expect(try known.digest == headless(inputs, until: 8))
  }

  @Test func `an endless seek can be cancelled, and the run pauses where it is`() async throws {
    let source = try SimulationSource(specification, speed: 1, isPaused: false)
    source.perform(.goTo(.instant(.endOfTime)))
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
    #expect(try #require(arrival).position.instant < .endOfTime)
  }

  @Test func `another run that begins during a seek runs as it would have`() async throws {
    let source = try SimulationSource(specification, speed: 1000, isPaused: false)
    source.perform(.goTo(.instant(.endOfTime)))
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

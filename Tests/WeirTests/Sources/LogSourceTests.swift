import Foundation
import Testing
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTestSupport

@testable import weir

/// The threads are real: these tests wait for the updates of the source, never for a time.
@Suite struct LogSourceTests {
  /// What a reader of the updates knows.
  private struct Knowledge {
    var events: [Event] = []
    var now = VirtualInstant.zero
    var state = RunState.running
    var isPaused: Bool?
    /// How often a pause or its end was reported.
    var pauses = 0
    var starts = 0
    var arrivals: [Arrival] = []
    var status: SourceStatus
    var notices: [String] = []
    var problems: [String] = []
    var departures: [SeekTarget] = []
    var batches: [EventBatch] = []
    /// The instants after the last event to which time came.
    var passed: [VirtualInstant] = []

    init(_ status: SourceStatus) { self.status = status }

    mutating func take(_ update: SourceUpdate) {
      switch update {
      case .runStarted:
        starts += 1
        (events, now) = ([], .zero)
      case .batchArrived(let batch):
        events += batch.events
        (now, state) = (batch.now, batch.state)
        batches.append(batch)
      case .restored(let restored, _):
        let count = restored.position.event
        // Only their number matters.
        events = Array(events.prefix(count))
        while events.count < count { events.append(Event(.zero, .task(TaskID(1), .resumed))) }
        (now, state) = (restored.position.instant, restored.state)
      case .pauseChanged(let isPaused):
        self.isPaused = isPaused
        pauses += 1
      case .seekEnded(let arrival): arrivals.append(arrival)
      case .statusChanged(let status): self.status = status
      case .timePassed(let instant): passed.append(instant)
      case .noticed(let text): notices.append(text)
      case .failed(let message), .refused(let message): problems.append(message)
      case .seekStarted(let target): departures.append(target)
      case .speedChanged, .halted, .atHead, .repeating, .branched, .entered, .found,
        .timelineRead:
        break
      }
    }
  }

  private func source(
    _ path: String, speed: Double = 65536, isPaused: Bool = true, from first: SeekTarget? = nil
  ) throws -> LogSource {
    LogSource(try LogFile(path: path), speed: speed, isPaused: isPaused, from: first)
  }

  private func instant(_ milliseconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: milliseconds * 1_000_000)
  }

  /// Calls a function with what is known after each update, until it returns `false`.
  private func watch(
    _ source: LogSource, _ look: (Knowledge) -> Bool
  ) async -> Knowledge {
    var known = Knowledge(source.status)
    for await update in source.updates {
      known.take(update)
      guard look(known) else { break }
    }
    source.stop()
    return known
  }

  /// Sends commands after each arrival, the first ones at once, until there are none left and time
  /// is paused.
  private func follow(_ source: LogSource, _ commands: [[SourceCommand]]) async -> Knowledge {
    var rest = commands[...]
    if let first = rest.popFirst() { source.perform(first) }
    var count = 0
    return await watch(source) { known in
      guard known.arrivals.count > count else { return rest.count > 0 || count < commands.count }
      count = known.arrivals.count
      if let next = rest.popFirst() { source.perform(next) }
      return count < commands.count
    }
  }

  private let five = TestLog.header + TestLog.lines(at: [100, 200, 200, 350, 900])

  // MARK: Beside a longer log

  @Test func `beside a longer log, time continues after the last line until that has ended`()
    async throws
  {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let source = try source(log.path, isPaused: false)
    source.perform(.continueTime(until: instant(3000)))
    let known = await watch(source) {
      $0.passed.last != instant(3000) || $0.status.ending == nil
    }
    #expect(known.events.count == 5 && known.passed == known.passed.sorted())
    // The run itself rests where it has ended.
    #expect(known.batches.allSatisfy { $0.now <= instant(1000) } && known.now == instant(1000))
    #expect(known.status.ending == .end(reason: "exited"))
  }

  @Test func `instants after the last line are sought beside a longer log, and not without it`()
    async throws
  {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let known = await follow(
      try source(log.path),
      [
        [.continueTime(until: instant(3000)), .goTo(.end)], [.goTo(.instant(instant(2000)))],
        [.goTo(.instant(instant(500)))], [.goTo(.instant(instant(2500)))],
        [.continueTime(until: nil), .goTo(.instant(instant(2500)))],
      ])
    #expect(
      known.arrivals.map(\.position.instant) == [3000, 2000, 500, 2500, 1000].map(instant))
    #expect(known.arrivals.map(\.position.event) == [5, 5, 4, 5, 5])
    #expect(known.passed == [3000, 2000, 2500].map(instant))
    #expect(known.isPaused == true && known.now == instant(1000))
  }

  // MARK: Playing

  @Test func `a log is replayed to its end, and its end is reported with its reason`() async throws
  {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let known = await watch(try source(log.path, isPaused: false)) { $0.status.ending == nil }
    #expect(known.events.count == 5 && known.now == instant(1000))
    #expect(known.status.ending == .end(reason: "exited"))
    #expect(known.status.length == instant(1000))
    #expect(known.status.capabilities == .log)
  }

  @Test(arguments: [
    ("finished", RunState.finished), ("exited", .finished), ("stalled", .stalled),
    ("quit", .running), ("limit", .running), ("full", .running),
  ])
  func `the state at the end of a log is that of the run`(reason: String, state: RunState)
    async throws
  {
    let log = try TestLog(five + TestLog.end(at: 1000, reason))
    let known = await watch(try source(log.path, isPaused: false)) { $0.status.ending == nil }
    #expect(known.batches.last?.state == state)
    #expect(known.batches.dropLast().allSatisfy { $0.state == .running })
  }

  @Test func `a log with only inputs says so at once`() async throws {
    let recorded = try RecordedRun(LoggedRunTests.withInputs(), until: 3, level: .inputs)
    let log = try TestLog(recorded.text)
    let known = await watch(try source(log.path)) { $0.status.ending == nil }
    guard case .failed(let message) = known.status.ending else {
      Issue.record("It is played as if it were whole.")
      return
    }
    #expect(message.contains("no events"))
  }

  @Test func `a log paused at the start shows its first instant, however late that is`()
    async throws
  {
    let hour = 3_600_000
    let log = try TestLog(TestLog.header + TestLog.lines(at: [hour, hour, hour + 5]))
    let known = await watch(try source(log.path)) { $0.isPaused != true || $0.events.isEmpty }
    #expect(known.events.count == 2 && known.now == instant(Int64(hour)))
  }

  @Test func `the first instant of a log is shown completely, however many lines it has`()
    async throws
  {
    let late = Array(repeating: 5000, count: 20_000)
    let log = try TestLog(TestLog.header + TestLog.lines(at: late + [6000]))
    let held = await watch(try source(log.path)) { $0.pauses < 2 }
    #expect(held.events.count == late.count && held.now == instant(5000))
    let gone = await follow(try source(log.path), [[.goTo(.instant(instant(1)))]])
    #expect(gone.events.count == late.count)
    #expect(gone.arrivals.map(\.position.instant) == [instant(5000)])
  }

  @Test func `a pipe plays on from a first instant that may be incomplete`() async throws {
    let log = try TestLog(pipeWith: TestLog.header + TestLog.lines(at: [5000]))
    // It is resumed once at its start, and again at the first instant.
    let known = await watch(try source(log.path, isPaused: false)) { $0.pauses < 2 }
    #expect(known.events.count == 1 && known.isPaused == false)
    log.close()
  }

  @Test func `a log that begins late does not wait for its beginning`()
    async throws
  {
    let hour = 3_600_000
    let log = try TestLog(TestLog.header + TestLog.lines(at: [hour, hour + 5]))
    let known = await watch(try source(log.path, speed: 1, isPaused: false)) {
      $0.status.ending == nil
    }
    #expect(known.events.count == 2 && known.now == instant(Int64(hour) + 5))
  }

  @Test func `a long time without events is announced, with the command that skips it`()
    async throws
  {
    let log = try TestLog(TestLog.header + TestLog.lines(at: [0, 7_200_000]))
    let known = await watch(try source(log.path, speed: 1, isPaused: false)) { $0.notices.isEmpty }
    // In a real program places are times of day, as the screen shows them.
    #expect(known.notices.first?.contains(":goto 11:00:00.0") == true)
  }

  @Test func `a late event keeps its place in the order of the lines`() async throws {
    let late =
      #"{"t":500000000,"e":"taskFinished","task":1,"outcome":"completed","since":150000000}"#
    let log = try TestLog(five.replacing("{\"t\":900", with: late + "\n{\"t\":900"))
    let known = await follow(
      try source(log.path), [[.goTo(.instant(instant(499)))], [.goTo(.instant(instant(500)))]])
    #expect(known.now == instant(500) && known.problems.isEmpty)
  }

  // MARK: Seeks and steps

  @Test func `a seek ends at its instant, at the end, or at the start if it is earlier`()
    async throws
  {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let targets = [instant(349), .endOfTime, .zero, instant(350)]
    let known = await follow(try source(log.path), targets.map { [.goTo(.instant($0))] })
    #expect(known.arrivals.map(\.position.instant) == [349, 1000, 100, 350].map(instant))
    #expect(known.events.count == 4 && known.starts == 1 && known.problems.isEmpty)
  }

  @Test func `a log begun at an instant is paused or plays from there`() async throws {
    let log = try TestLog(five)
    let held = await watch(try source(log.path, from: .instant(instant(250)))) {
      $0.arrivals.isEmpty
    }
    #expect(held.now == instant(250) && held.events.count == 3)
    #expect(held.departures == [.instant(instant(250))])
    let played = await watch(try source(log.path, isPaused: false, from: .instant(instant(250)))) {
      $0.status.ending == nil
    }
    #expect(played.events.count == 5 && played.isPaused == false)
  }

  /// The number of events shown after single steps from the first instant, forward and back, each
  /// of which waits for the previous one.
  private func walk(_ steps: String, in path: String) async throws -> Int {
    let source = try source(path)
    var known = Knowledge(source.status)
    var rest = steps[...]
    source.perform(.goTo(.instant(.zero)))
    var isWaiting = false
    for await update in source.updates {
      known.take(update)
      switch update {
      case .seekEnded: isWaiting = true
      case .batchArrived where isWaiting: break
      default: continue
      }
      guard let step = rest.popFirst() else { break }
      source.perform(step == "." ? .step : .goTo(.event(max(known.events.count - 1, 0))))
    }
    source.stop()
    return known.events.count
  }

  @Test(arguments: [
    ("", 1), (".", 2), ("...", 4), (".....", 5), (",", 0), (",,", 0), (".,", 1), ("..,,", 1),
    ("....,,", 3), (",.", 1), ("..,.,.", 3),
  ])
  func `a step in a log shows exactly one event, and a step back removes exactly one`(
    steps: String, count: Int
  ) async throws {
    let log = try TestLog(five)
    #expect(try await walk(steps, in: log.path) == count)
  }

  @Test func `of seeks requested at once the last one counts`() async throws {
    let log = try TestLog(five)
    let back = [4, 3, 2].map { SourceCommand.goTo(.event($0)) }
    let known = await follow(try source(log.path), [[.goTo(.end)], back])
    #expect(known.events.count == 2 && known.now == instant(200))
    #expect(known.arrivals.map(\.target) == [.end, .event(2)])
  }

  @Test func `at the end of a log, playing again begins at the start and ends a pause`()
    async throws
  {
    let log = try TestLog(five)
    let source = try source(log.path)
    source.perform(.goTo(.end))
    let known = await watch(source) { known in
      if known.starts == 1, known.isPaused == true, !known.arrivals.isEmpty {
        source.perform(.beginAgain)
      }
      return known.starts < 2 || known.status.ending == nil || known.events.count < 5
    }
    #expect(known.isPaused == false && known.starts >= 2)
  }

  // MARK: Pipes

  @Test func `lines from a pipe are shown as they arrive, and its end is reported`() async throws {
    let log = try TestLog(pipeWith: TestLog.header + TestLog.lines(at: [10, 20]))
    var written = 2
    let known = await watch(try source(log.path, isPaused: false)) { known in
      if known.events.count == written, written < 6 {
        log.write(TestLog.lines(at: [written * 10 + 10], from: written + 1))
        written += 1
      } else if known.events.count == 6 {
        log.close()
      }
      return known.status.ending == nil
    }
    #expect(known.events.count == 6 && known.status.ending == .cut(line: 7))
    #expect(!known.status.capabilities.reopens)
  }

  @Test func `only a file with a path of its own can be opened again`() throws {
    let (file, pipe) = (try TestLog(TestLog.header), try TestLog(pipeWith: TestLog.header))
    #expect(try LogFile(path: file.path).reopens)
    #expect(try !LogFile(path: pipe.path).reopens)
    var status = SourceStatus(.log, .log, name: "standard input")
    #expect(status.path == "standard input")
    status.capabilities.reopens = false
    #expect(status.path == nil && SourceStatus.simulation.path == nil)
  }

  @Test func `commands are carried out while waiting for a pipe`() async throws {
    let log = try TestLog(pipeWith: TestLog.header + TestLog.lines(at: [10]))
    let source = try source(log.path, isPaused: false)
    var isWaiting = false
    let known = await watch(source) { known in
      // With its only event shown, the source waits for the pipe.
      if !isWaiting, known.events.count == 1 {
        isWaiting = true
        source.perform([
          .goTo(.instant(instant(1000))), .setSpeed(3), .pause, .step, .resume, .pause,
        ])
      }
      return known.notices.isEmpty || known.isPaused != true
    }
    #expect(known.arrivals.map(\.target) == [.instant(instant(1000))])
    #expect(known.notices == ["The next event has not arrived yet."])
  }

  @Test func `a pipe can be left while waiting for it`() async throws {
    let log = try TestLog(pipeWith: TestLog.header)
    let source = try source(log.path, isPaused: false)
    source.stop()
    var count = 0
    for await _ in source.updates { count += 1 }
    #expect(count < 10)
  }

  @Test func `what a pipe has sent can be shown again, and its end is waited for`() async throws {
    let log = try TestLog(pipeWith: TestLog.header + TestLog.lines(at: [10, 20, 30]))
    let source = try source(log.path)
    let targets: [SeekTarget] = [
      .instant(instant(20)), .instant(instant(15)), .event(3), .event(0), .end,
    ]
    source.perform(.goTo(targets[0]))
    var counts: [Int] = []
    let known = await watch(source) { known in
      guard known.arrivals.count > counts.count else { return true }
      counts.append(known.events.count)
      guard counts.count < targets.count else { return false }
      source.perform(.goTo(targets[counts.count]))
      if counts.count == 4 { log.close() }
      return true
    }
    #expect(counts == [2, 1, 3, 0, 3] && known.problems.isEmpty)
    #expect(known.starts == 1 && known.now == instant(30))
  }

  @Test(
    arguments: [
      (.share(0), 1, 100), (.share(0.5), 4, 550), (.share(1), 5, 1000), (.event(2), 2, 200),
      (.end, 5, 1000), (.instant(VirtualInstant(nanoseconds: 350_000_000)), 4, 350),
    ] as [(SeekTarget, Int, Int64)])
  func `a log opens at a place`(place: SeekTarget, count: Int, milliseconds: Int64) async throws {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let known = await watch(try source(log.path, from: place)) { $0.arrivals.isEmpty }
    #expect(known.departures == [place] && known.problems.isEmpty)
    #expect(
      known.arrivals.first?.position == RunPosition(event: count, instant: instant(milliseconds)))
  }

  @Test func `a share of a log from a pipe is known at its end`() async throws {
    let log = try TestLog(pipeWith: TestLog.header + TestLog.lines(at: [0, 10, 20, 30]))
    let source = try source(log.path, from: .share(0.5))
    let known = await watch(source) { known in
      if known.departures.count == 1 { log.close() }
      return known.arrivals.isEmpty
    }
    #expect(known.arrivals.first?.position == RunPosition(event: 2, instant: instant(15)))
  }

  @Test func `a warning that a log does not have is said to be missing`() async throws {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let known = await watch(try source(log.path, from: .warning(2))) { known in
      known.arrivals.isEmpty || known.events.isEmpty
    }
    #expect(
      known.arrivals.first?.failure
        == "There is no warning 2: the log has none. Its start is shown.")
    #expect(known.now == instant(100))
  }

  @Test func `a log opens where a warning was raised`() async throws {
    let leaking = try ScenarioCatalog.specification(
      of: "producer-consumer", pitfall: "no-task-done", seed: 42)
    let place = try WarningSearch(leaking, thresholds: .init()).target(of: 1)
    let text = try LogText(of: leaking, until: .zero.advanced(by: .seconds(120))).text
    let log = try TestLog(text)
    let known = await watch(try source(log.path, from: .warning(1))) { $0.arrivals.isEmpty }
    #expect(known.arrivals.first.map { .instant($0.position.instant) } == place)
  }

  @Test func `a log can't be changed, and the source says so`() async throws {
    let log = try TestLog(pipeWith: TestLog.header + TestLog.lines(at: [10]))
    let source = try source(log.path)
    let other = try ScenarioCatalog.specification(of: "pool", seed: 1)
    source.perform([.send(.markerSet("m")), .restart(other)])
    let known = await watch(source) { $0.problems.count < 2 }
    #expect(known.starts == 1)
    #expect(known.problems.allSatisfy { $0.hasSuffix(".") && $0.contains(". ") })
    log.close()
  }

  // MARK: What is wrong with a log

  @Test func `an invalid line ends the log, with its number`() async throws {
    let log = try TestLog(
      five + "{\"t\":950000000,\"e\":\"taskResumed\"}\n" + TestLog.end(at: 1000))
    let known = await follow(try source(log.path), [[.goTo(.instant(instant(5000)))]])
    #expect(known.events.count == 5 && known.arrivals.first?.position.instant == instant(900))
    // Known at the arrival already.
    #expect(known.status.ending != nil)
    let ended = await watch(try source(log.path, isPaused: false)) { $0.status.ending == nil }
    guard case .failed(let message) = ended.status.ending else {
      Issue.record("\(String(describing: ended.status.ending))")
      return
    }
    #expect(message.contains("Line 7") && ended.events.count == 5)
  }

  @Test(arguments: [("", 6), ("{\"t\":950000000,\"e\":\"tas", 6)])
  func `a log without an end is cut after its last complete line`(rest: String, lines: Int)
    async throws
  {
    let log = try TestLog(five + rest)
    let known = await watch(try source(log.path, isPaused: false)) { $0.status.ending == nil }
    #expect(known.status.ending == .cut(line: lines) && known.events.count == 5)
  }

  @Test func `a log with only a header is at its end at once`() async throws {
    let log = try TestLog(TestLog.header)
    let known = await follow(
      try source(log.path), [[.goTo(.instant(instant(5000)))], [.goTo(.instant(.zero))]])
    #expect(known.arrivals.map(\.position.instant) == [.zero, .zero] && known.events.isEmpty)
    #expect(known.status.length == nil)
  }

  @Test func `what was skipped is reported in words`() async throws {
    let log = try TestLog(five + "{\"t\":950000000,\"e\":\"news\"}\n" + TestLog.end(at: 1000))
    let known = await watch(try source(log.path, isPaused: false)) { $0.status.ending == nil }
    #expect(known.status.remarks.map(\.count) == [1])
  }

  /// What follows the end of a log.
  private static let rests = [
    (0, "The run finished.\n  42 tasks, without a line break"), (0, "{\"digest\":\"0\"}\n\n"),
    (1, "{\"t\":1000000000,\"e\":\"news\"}\n"),
    (3, TestLog.lines(at: [1000, 1100], from: 9) + "What is this?\n" + TestLog.end(at: 1200)),
    (700, TestLog.lines(at: Array(1001...1700), from: 9) + "What is this?\n"),
  ]

  @Test(.mustEnd, arguments: rests, [true, false])
  func `what follows the end is not part of the log, and its lines give a remark`(
    rest: (count: Int, text: String), isFile: Bool
  ) async throws {
    let text = five + TestLog.end(at: 1000) + rest.text
    let log = isFile ? try TestLog(text) : try TestLog(pipeWith: text)
    let expected = try RecordedRun.report(Array(text.utf8)) { $0.reading }
    // Text without a line break looks like a truncated line.
    #expect(expected.linesAfterEnd == rest.count + (text.hasSuffix("\n") ? 0 : 1))
    let known = await watch(try source(log.path, isPaused: false)) { known in
      if known.status.ending != nil { log.close() }
      return known.status.ending == nil || known.status.remarks != expected.remarks
    }
    #expect(known.status.ending == .end(reason: "exited"))
    #expect(known.events.count == 5 && known.now == instant(1000))
    #expect(known.status.length == (isFile ? instant(1000) : nil))
  }

  @Test(.mustEnd, arguments: ConformanceFile.readable)
  func `a replayed log gives the same events and remarks as a report`(name: String) async throws {
    let file = try ConformanceFile(name)
    try await expectAgreement(String(decoding: file.bytes, as: UTF8.self))
  }

  @Test(.mustEnd)
  func `missing, changed and unknown lines are reported for a replayed log, too`() async throws {
    let recorded = try RecordedRun(LoggedRunTests.withInputs(), until: 3)
    var lines = recorded.lines
    let line = lines[30]
    lines[30] = line.replacing(#""task":"#, with: #""task":1"#)
    #expect(try await expectAgreement(lines.map { $0 + "\n" }.joined()) == 1)
    lines[30] = line
    lines.removeSubrange(lines.count - 4..<lines.count - 1)
    #expect(try await expectAgreement(lines.map { $0 + "\n" }.joined()) == 1)
    let knob = recorded.text.replacing(#""name":"consumers","value""#, with: #""name":"x","value""#)
    #expect(try await expectAgreement(knob) >= 1)
  }

  /// Expects that replaying a log agrees with reporting on it.
  ///
  /// - Returns: The number of remarks.
  @discardableResult
  private func expectAgreement(_ text: String) async throws -> Int {
    let log = try TestLog(text)
    let (reading, model) = try RecordedRun.report(Array(text.utf8)) { ($0.reading, $0.model) }
    let source = try source(log.path)
    source.perform(.goTo(.end))
    let known = await watch(source) { $0.status.ending == nil }
    guard !reading.isOnlyInputs else {
      guard case .failed = known.status.ending else {
        Issue.record("\(String(describing: known.status.ending))")
        return 0
      }
      return known.status.remarks.count
    }
    #expect(known.events.count == model.analysis.eventCount && known.now == model.analysis.now)
    #expect(known.state == model.analysis.state)
    #expect(known.status.remarks == reading.remarks.filter { !$0.text.contains("lost by") })
    switch (known.status.ending, reading.ending) {
    case (.end(let reason), .end(let other)): #expect(reason == other.rawValue)
    case (.cut(let line), .cut(let other)): #expect(line == other)
    case (.failed(let message), .failed(let error)):
      #expect(message.split(separator: "'").last == error.description.split(separator: "'").last)
    default: Issue.record("\(String(describing: known.status.ending))")
    }
    return known.status.remarks.count
  }

  @Test func `a log that is removed or shortened is played as it was read`() async throws {
    let log = try TestLog(five + TestLog.end(at: 1000))
    let source = try source(log.path)
    try FileManager.default.removeItem(atPath: log.path)
    let known = await follow(
      source, [[.goTo(.instant(instant(1000)))], [.goTo(.instant(instant(200)))]])
    #expect(known.events.count == 3 && known.problems.isEmpty)

    let shortened = try TestLog(five + TestLog.end(at: 1000))
    let other = try self.source(shortened.path)
    var isShortened = false
    other.perform(.goTo(.end))
    let rest = await watch(other) { known in
      if !known.arrivals.isEmpty, !isShortened {
        isShortened = true
        truncate(shortened.path, 0)
        other.perform(.goTo(.instant(instant(100))))
      }
      return known.arrivals.count < 2
    }
    #expect(rest.events.count == 1 && rest.now == instant(100) && rest.problems.isEmpty)
  }

  @Test func `what is not a log is refused before there is a thread`() throws {
    #expect(throws: SessionError.self) { try LogFile(path: "/nowhere") }
    #expect(throws: SessionError.self) { try LogFile(path: "/") }
    for text in ["", "\n", "{}\n", "{\"weir\":99}\n", "x" + TestLog.header] {
      let log = try TestLog(text)
      #expect(throws: SessionError.self) { try LogFile(path: log.path) }
    }
  }
}

/// The length of a log, from its last lines.
@Suite struct LogTailTests {
  private func length(_ text: String) throws -> VirtualInstant? {
    let log = try TestLog(text)
    return try LogFile(path: log.path).length
  }

  @Test(arguments: [1, 10, 700, 5000])
  func `the length of a log of any size is the instant of its last line`(count: Int) throws {
    let lines = TestLog.lines(at: Array(1...count))
    let last = VirtualInstant(nanoseconds: Int64(count) * 1_000_000)
    #expect(try length(TestLog.header + lines) == last)
    #expect(try length(TestLog.header + lines + "{\"t\":99999") == last)
    let end = VirtualInstant(nanoseconds: 9_000_000_000)
    #expect(try length(TestLog.header + lines + TestLog.end(at: 9000)) == end)
  }

  @Test func `the length of a log is unknown if its last lines can't be read`() throws {
    let lines = TestLog.lines(at: Array(1...2000))
    #expect(try length(TestLog.header) == nil)
    #expect(try length(TestLog.header + lines + "nonsense\n") == nil)
    #expect(try length(TestLog.header + lines + String(repeating: " ", count: 100_000)) == nil)
  }
}

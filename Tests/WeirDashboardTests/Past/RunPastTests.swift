import Testing
import WeirAnalysis
import WeirEvents
import WeirFiles
import WeirScenarios

@testable import WeirDashboard
@testable import WeirScreen

/// What is restored equals what was shown.
@Suite struct RunPastTests {
  /// Small random numbers, the same each time.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 29)) &* 0x9E37_79B9_7F4A_7C15
    }
  }

  /// Places by event and by instant, in order.
  private func places(_ past: RunPast, _ count: Int, _ numbers: inout Numbers) -> [RunPosition] {
    let newest = past.newest
    var places: Set<RunPosition> = [newest]
    for _ in 0..<count {
      if let place = past.position(after: Int.random(in: 0...newest.event, using: &numbers)) {
        places.insert(place)
      }
      let instant = Int64.random(in: 0...newest.instant.nanoseconds, using: &numbers)
      if let place = past.position(at: VirtualInstant(nanoseconds: instant)) {
        places.insert(place)
      }
    }
    return places.sorted()
  }

  /// Shows a run up to some places, one after the other, in batches of any lengths.
  private struct Live {
    var side: PastSide
    let bench: PastBench
    var numbers: Numbers
    private var batch = 0
    /// How many events of the batch have been shown.
    private var index = 0

    init(_ bench: PastBench, _ numbers: Numbers) {
      (side, self.bench, self.numbers) = (PastSide(bench), bench, numbers)
    }

    /// Continues to a place, with the run's state there.
    mutating func go(to place: RunPosition) {
      while batch < bench.batches.count {
        let whole = bench.batches[batch]
        let shown = side.run.analysis.eventCount
        let left = whole.events.count - index
        if shown + left <= place.event, whole.now <= place.instant {
          fold(Array(whole.events[index...]), at: whole.now, whole.state)
          (batch, index) = (batch + 1, 0)
          continue
        }
        let count = min(place.event - shown, left)
        fold(Array(whole.events[index..<index + count]), at: place.instant, .running)
        index += count
        return
      }
    }

    private mutating func fold(_ events: [Event], at now: VirtualInstant, _ state: RunState) {
      var rest = events[...]
      while rest.count > 1, Bool.random(using: &numbers) {
        let part = rest.prefix(Int.random(in: 1..<rest.count, using: &numbers))
        rest = rest.dropFirst(part.count)
        guard let last = part.last, let next = rest.first else { break }
        let between = Int64.random(
          in: last.instant.nanoseconds...next.instant.nanoseconds, using: &numbers)
        let now = VirtualInstant(nanoseconds: between)
        _ = side.run.fold(EventBatch(events: Array(part), now: now, state: .running))
      }
      guard !rest.isEmpty || now > side.run.now || state != side.run.analysis.state else { return }
      _ = side.run.fold(EventBatch(events: Array(rest), now: now, state: state))
    }
  }

  /// What is compared of a run at a place.
  private struct Look {
    var digest: UInt64
    var count: Int
    var now: VirtualInstant
    var state: RunState
    var findings: [Finding]
    var specification: RunSpecification?
    var knobs: [ParameterValue]
    var pitfall: String?
    var frames: [Panel: Frame]

    init(_ side: PastSide) {
      let run = side.run
      (digest, count) = (run.history.model.digest.value, run.analysis.eventCount)
      (now, state, findings) = (run.now, run.analysis.state, run.analysis.findings)
      (specification, knobs) = (run.history.model.specification, run.knobs.values)
      pitfall = run.pitfall
      frames = side.frames()
    }

    func expect(_ other: Look, at place: RunPosition, _ name: String) {
      #expect(digest == other.digest && count == other.count, "\(name) \(place)")
      #expect(now == other.now && state == other.state, "\(name) \(place)")
      #expect(findings == other.findings, "\(name) \(place)")
      #expect(specification == other.specification, "\(name) \(place)")
      #expect(knobs == other.knobs && pitfall == other.pitfall, "\(name) \(place)")
      for panel in Panel.allCases where frames[panel] != other.frames[panel] {
        let rows = zip(frames[panel]?.rowTexts ?? [], other.frames[panel]?.rowTexts ?? [])
          .filter { $0 != $1 }.map { "\($0)\n\($1)" }
        Issue.record("\(name) \(place) \(panel):\n\(rows.joined(separator: "\n"))")
      }
    }
  }

  @Test(arguments: PastBench.Case.all)
  func `a restored run equals the one that was shown, at any place and in any order`(
    test: PastBench.Case
  ) throws {
    let bench = try PastBench(test)
    let past = bench.past()
    #expect(past.newest.event == bench.events.count)
    var numbers = Numbers(state: UInt64(bench.events.count))
    let places = places(past, 5, &numbers)
    var live = Live(bench, numbers)
    var looks: [(RunPosition, Look)] = []
    for place in places {
      live.go(to: place)
      looks.append((place, Look(live.side)))
    }
    var side = PastSide(bench)
    for (place, look) in looks.shuffled(using: &numbers) {
      let restored = try #require(past.restore(place))
      #expect(restored.position == place)
      side.run.show(restored)
      look.expect(Look(side), at: place, test.description)
    }
  }

  @Test(arguments: PastBench.Case.all)
  func `where a warning is marked it is listed`(test: PastBench.Case) throws {
    let bench = try PastBench(test)
    let past = bench.past()
    var (history, timeline) = (RunHistory(bench.model), RunTimeline())
    for batch in bench.batches { timeline.fold(history.fold(batch)) }
    for mark in timeline.marks.warnings where mark.count == 1 {
      guard case .instant(let instant) = SeekTarget(mark) else { continue }
      let place = try #require(past.position(at: instant))
      let restored = try #require(past.restore(place))
      let listed = restored.history.analysis.findings.map { "\($0.lint.rawValue): \($0.subject)" }
      #expect(listed.contains(mark.text), "\(test) \(mark.instant)")
    }
  }

  private static let live = PastBench.Case(
    scenario: ScenarioCatalog.descriptions[0],
    preset: ScenarioCatalog.descriptions[0].defaultPreset)

  @Test func `thresholds count from where they were set`() throws {
    let bench = try PastBench(RunPastTests.live)
    let past = RunPast(of: RunHistory(bench.model), spool: EventSpool(in: nil))
    var strict = LintThresholds()
    strict.saturatedTimeShare = 0.01
    strict.saturationWindow = .milliseconds(200)
    strict.joinGrace = .milliseconds(1)
    var history = RunHistory(bench.model)
    var (early, findings): (RunPosition?, [RunPosition: [Finding]]) = (nil, [:])
    for (index, batch) in bench.batches.enumerated() {
      past.append(batch)
      history.fold(batch)
      if index == bench.batches.count / 3 {
        history.use(strict)
        early = past.newest
        past.use(strict, at: past.newest)
      }
      if index % 7 == 0 { past.keep(history) }
      findings[past.newest] = history.analysis.findings
    }
    let changed = try #require(early)
    for (place, expected) in findings {
      let restored = try #require(past.restore(place))
      #expect(restored.history.analysis.findings == expected)
      #expect((restored.history.thresholds == strict) == (place >= changed))
    }
  }

  @Test func `copies keep to their limit, and the start stays`() throws {
    let bench = try PastBench(RunPastTests.live, seconds: 60)
    let limit = 10 * RunHistory(bench.model).byteCount
    let file = PageFile(in: ScratchFile())
    var shelf = SnapshotShelf(limit: limit)
    var history = RunHistory(bench.model)
    shelf.keep(.init(history, in: file))
    for batch in bench.batches {
      history.fold(batch)
      shelf.keep(.init(history, in: file))
      #expect(shelf.byteCount <= limit || shelf.snapshots.count == 2)
    }
    #expect(shelf.snapshots.first?.position == .start)
    #expect(shelf.snapshots.last?.position.event == history.analysis.eventCount)
    #expect(shelf.snapshots.map(\.position) == shelf.snapshots.map(\.position).sorted())
  }

  @Test func `an hour is restored from few copies`() throws {
    var run = SampleRun(producers: 1, consumers: 1, deadline: .seconds(4))
    let past = RunPast(
      of: RunHistory(), spool: EventSpool(in: ScratchFile()),
      copies: PageFile(in: ScratchFile()), limit: 1 << 20)
    var history = RunHistory()
    var expected: [(place: RunPosition, digest: UInt64, rates: [Double])] = []
    for second in 1...3600 {
      let batch = run.batch(until: Double(second))
      past.append(batch)
      history.fold(batch)
      if second % 50 == 0 { past.keep(history) }
      guard second % 400 == 0 else { continue }
      let rates = history.ratesOfWork
      expected.append(
        (past.newest, history.model.digest.value, [rates.throughput, rates.goodput]))
    }
    for (place, digest, rates) in expected.reversed() {
      let restored = try #require(past.restore(place)).history
      #expect(restored.model.digest.value == digest)
      #expect([restored.ratesOfWork.throughput, restored.ratesOfWork.goodput] == rates)
    }
  }

  @Test func `what came after a place can be forgotten, and another future follows`() throws {
    let bench = try PastBench(RunPastTests.live)
    let old = bench.past()
    let middle = try #require(old.position(at: PastBench.instant(3)))
    let before = try #require(old.restore(middle)).history.model.digest.value
    let past = try #require(old.successor(at: middle))
    #expect(past.newest == middle)
    // What is still on its way to the old one changes nothing.
    old.keep(RunHistory(bench.model))
    #expect(past.restore(middle)?.history.model.digest.value == before)
    let next = Event(middle.instant, .task(TaskID(1), .becameReady()))
    past.append(EventBatch(events: [next], now: PastBench.instant(9), state: .running))
    let end = try #require(past.position(at: PastBench.instant(9)).flatMap(past.restore))
    #expect(end.history.analysis.eventCount == middle.event + 1)
    #expect(end.history.analysis.now == PastBench.instant(9))
  }

  @Test func `copies of many tasks are further apart, so that they cost little beside the events`()
  {
    let past = RunPast(
      of: RunHistory(), spool: EventSpool(in: ScratchFile()))
    var history = RunHistory()
    func run(_ events: [Event]) {
      let batch = EventBatch(events: events, now: .zero, state: .running)
      past.append(batch)
      history.fold(batch)
      past.keep(history)
    }
    run([Event(.zero, .task(TaskID(1), .becameReady()))])
    #expect(past.wantsCopy(after: 1 + RunPast.distance))
    let created = (1...20_000).map { number in
      Event(
        .zero,
        .task(TaskID(number), .created(name: Label("t"), role: Symbol("t"), parent: .none)))
    }
    run(created)
    #expect(!past.wantsCopy(after: 20_001 + 2 * RunPast.distance))
    #expect(past.wantsCopy(after: 20_001 + 20 * RunPast.distance))
  }

  @Test func `without a file, copies of many tasks stay close enough to reach all that is kept`() {
    let past = RunPast(of: RunHistory(), spool: EventSpool(in: nil))
    var history = RunHistory()
    let events = (1...20_000).map { number in
      Event(
        .zero,
        .task(TaskID(number), .created(name: Label("t"), role: Symbol("t"), parent: .none)))
    }
    let batch = EventBatch(events: events, now: .zero, state: .running)
    past.append(batch)
    history.fold(batch)
    past.keep(history)
    let window = EventSpool.blocksInMemory * EventSpool.blockLength
    #expect(past.wantsCopy(after: 20_000 + window / 4))
  }

  /// The past of a run of 200 s, of which only the last part is kept, and the run.
  private func cutPast() -> (RunPast, RunHistory) {
    let past = RunPast(of: RunHistory(), spool: EventSpool(in: nil))
    var history = RunHistory()
    let kind = Event.Kind.task(TaskID(1), .becameReady())
    for second in 0..<200 {
      let now = VirtualInstant(nanoseconds: Int64(second) * 1_000_000_000)
      let batch = EventBatch(
        events: Array(repeating: Event(now, kind), count: 1000), now: now, state: .running)
      past.append(batch)
      history.fold(batch)
      if past.wantsCopy(after: history.analysis.eventCount) { past.keep(history) }
    }
    return (past, history)
  }

  @Test func `what made room for newer events can't be restored, and says so`() throws {
    let (past, history) = cutPast()
    #expect(past.isCut)
    #expect(past.position(at: PastBench.instant(1)) == nil)
    #expect(past.position(after: 10) == nil)
    let start = try #require(past.position(after: 0))
    #expect(past.restore(start)?.history.analysis.eventCount == 0)
    #expect(past.restore(past.newest)?.history.model.digest.value == history.model.digest.value)
  }

  @Test func `a cursor says that the next events can't be read, and can continue behind them`()
    throws
  {
    let (past, history) = cutPast()
    var cursor = PastCursor(past)
    #expect(cursor.take(100, through: .endOfTime).isEmpty && cursor.isLost)
    let next = try #require(past.restore(after: 0)?.position)
    #expect(next.event > 60_000)
    cursor.move(to: next)
    while !cursor.take(5000, through: .endOfTime).isEmpty {}
    #expect(cursor.position.event == history.analysis.eventCount && !cursor.isLost)
    #expect(past.restore(after: history.analysis.eventCount) == nil)
  }

  @Test func `no future begins at a place that can't be read`() {
    let (past, history) = cutPast()
    let place = RunPosition(event: 10, instant: .zero)
    #expect(past.successor(at: place) == nil)
    #expect(past.newest.event == history.analysis.eventCount)
    #expect(past.restore(past.newest) != nil)
  }
}

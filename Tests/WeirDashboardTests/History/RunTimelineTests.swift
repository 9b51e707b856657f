import Testing
import WeirAnalysis
import WeirEvents
import WeirScenarios

@testable import WeirDashboard

@Suite struct RunTimelineTests {
  private func instant(_ milliseconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: milliseconds * 1_000_000)
  }

  private func timeline(_ script: Script, until milliseconds: Int64) -> RunTimeline {
    var history = RunHistory()
    var timeline = RunTimeline()
    let batch = script.batch(until: milliseconds)
    timeline.fold(history.fold(batch))
    return timeline
  }

  /// The levels in equal stretches of time, apart from their ends, which share a bin with the next.
  private func levels(_ timeline: RunTimeline, every step: Int64, to end: Int64) -> [Double?] {
    stride(from: 0, to: end, by: Int64.Stride(step)).map {
      timeline.level(from: instant($0), to: instant($0 + step - 5))
    }
  }

  private let intake = QueueID(1)
  private let outlet = QueueID(2)

  private func queue(_ id: QueueID, _ name: String) -> Event.Kind {
    .queue(id, .created(name: Label(name), capacity: 8, overflow: .block))
  }

  private func enqueued(_ id: QueueID, _ depth: UInt32) -> Event.Kind {
    .queue(id, .enqueued(by: .none, item: .unknown, depth: depth))
  }

  private func dequeued(_ id: QueueID, _ depth: UInt32) -> Event.Kind {
    .queue(id, .dequeued(by: .none, item: .unknown, depth: depth))
  }

  @Test func `it shows the deepest queue, and keeps a depth until it changes`() {
    var script = Script()
    script.at(0, queue(intake, "intake"), queue(outlet, "outlet"))
    script.at(100, enqueued(intake, 4))
    script.at(200, enqueued(outlet, 8))
    script.at(300, dequeued(outlet, 0))
    script.at(400, dequeued(intake, 0))
    let timeline = timeline(script, until: 600)
    #expect(levels(timeline, every: 100, to: 800) == [0, 0.5, 1, 1, 0.5, 0, 0, nil])
    #expect(timeline.eventCount == 6)
  }

  @Test(arguments: [
    (0, 400, 400, nil), (0, 100, 1400, "not connected for 1.30s"),
    (7, 1390, 1400, "7 events lost for 10ms"),
  ])
  func `a time about which nothing is known ends with a mark`(
    lost: UInt64, since: Int64, now: Int64, text: String?
  ) {
    var script = Script()
    script.at(100, queue(intake, "intake"))
    script.at(now, .source(.snapshotBegan(lost: lost, since: instant(since))))
    let marks = timeline(script, until: now + 100).marks[.gap]
    #expect(marks.map(\.text) == (text.map { [$0] } ?? []))
  }

  @Test func `the highest depth between two counts of a queue is shown`() {
    var script = Script()
    script.at(0, queue(intake, "intake"))
    script.at(
      100, .queue(intake, .counted(enqueued: 9, dequeued: 8, done: 8, depth: 1, high: 8)))
    #expect(levels(timeline(script, until: 400), every: 100, to: 300) == [0, 1, 0.125])
  }

  @Test func `without a queue it shows tasks that wait for others, else live tasks`() {
    var script = Script()
    script.at(0, .born(1, "a-1"), .born(2, "a-2"))
    script.at(100, .task(TaskID(2), .finished(.completed, error: .empty)))
    #expect(levels(timeline(script, until: 300), every: 100, to: 300) == [0.25, 0.25, 0.125])
    script.at(300, .waits(1, .poolAcquire(PoolID(1))))
    script.at(400, .task(TaskID(1), .becameReady()))
    #expect(
      levels(timeline(script, until: 600), every: 100, to: 600) == [0, 0, 0, 0.125, 0.125, 0])
  }

  @Test func `it starts with the first event, however late that is`() {
    var script = Script()
    script.at(60_000, queue(intake, "intake"), enqueued(intake, 1))
    let timeline = timeline(script, until: 61_000)
    #expect(timeline.start == instant(60_000))
    #expect(timeline.end == instant(61_000))
    #expect(timeline.level(from: instant(60_000), to: instant(60_100)) == 0.125)
  }

  @Test func `a day takes no more bins than a second, and loses no peak`() {
    var bins = LevelBins()
    bins.begin(at: .zero)
    for second in 0..<86_400 {
      bins.advance(to: instant(Int64(second) * 1000))
      bins.record(.init(depth: 1), deep: second == 40_000 ? 100 : 0)
    }
    #expect(bins.count <= LevelBins.capacity)
    #expect(bins.count > LevelBins.capacity / 4)
    let hours = (0..<24).map { hour in
      bins.share(from: instant(hour * 3_600_000), to: instant((hour + 1) * 3_600_000))
    }
    #expect(hours.map { $0 == 1 } == (0..<24).map { $0 == 11 })
  }

  @Test func `an event of the past counts as happening now`() {
    var script = Script()
    script.at(200, queue(intake, "intake"))
    script.at(100, enqueued(intake, 4))
    let timeline = timeline(script, until: 200)
    #expect(timeline.start == instant(200))
    #expect(timeline.end == instant(200))
  }

  @Test func `what the user does is marked, with its place in the trace`() {
    var script = Script()
    script.at(0, queue(intake, "intake"))
    script.at(
      100, .input(.parameterChanged(name: Symbol("consumers"), value: Symbol("8"))),
      .input(.markerSet(name: Symbol("burst"))))
    script.at(200, .input(.pitfallSwitched(name: Symbol("no-cancel"))))
    script.at(300, .input(.triggered(name: Symbol("rush"))))
    let marks = timeline(script, until: 400).marks.all
    #expect(marks.map(\.kind) == [.pitfall, .marker, .knob, .trigger])
    #expect(marks.map(\.text) == ["no-cancel", "burst", "consumers 8", "rush"])
    #expect(marks.map(\.event) == [4, 3, 2, 5])
    #expect(marks.map(\.instant) == [200, 100, 100, 300].map(instant))
  }

  private func raised(_ lint: Lint, _ subject: String, at seconds: Int64) -> TimedFindingChange {
    TimedFindingChange(
      instant: instant(seconds * 1000), eventsBefore: Int(seconds) * 10,
      change: .raised(Finding(lint: lint, subject: subject, since: .zero, evidence: "")))
  }

  private func cleared(_ lint: Lint, _ subject: String, at seconds: Int64) -> TimedFindingChange {
    TimedFindingChange(
      instant: instant(seconds * 1000), eventsBefore: Int(seconds) * 10,
      change: .cleared(Finding(lint: lint, subject: subject, since: .zero, evidence: "")))
  }

  @Test func `findings are marked when they are raised, and a deadlock differs from the others`() {
    var timeline = RunTimeline()
    timeline.fold([
      raised(.queueSaturated, "intake", at: 1), cleared(.queueSaturated, "intake", at: 3),
      raised(.queueSaturated, "intake", at: 5), raised(.deadlock, "run", at: 7),
    ])
    #expect(timeline.marks.warnings.map(\.kind) == [.warning, .warning, .deadlock])
    #expect(timeline.marks.warnings.map(\.instant) == [1000, 5000, 7000].map(instant))
    #expect(timeline.marks.warnings.first?.text == "queue-saturated: intake")
  }

  @Test func `a finding whose evidence changes is not raised again`() {
    var timeline = RunTimeline()
    timeline.fold([raised(.queueSaturated, "intake", at: 1)])
    timeline.fold([cleared(.queueSaturated, "intake", at: 3)])
    timeline.fold([raised(.queueSaturated, "intake", at: 3)])
    #expect(timeline.marks.warnings.map(\.instant) == [instant(1000)])
  }

  @Test func `marks that crowd become one with a count, and none is lost`() {
    var marks = TimelineMarks()
    for number in 0..<10_000 {
      marks.add(TimelineMark(.knob, at: instant(Int64(number)), "capacity \(number)"))
    }
    marks.add(TimelineMark(.marker, at: instant(5000), "here"))
    #expect(marks[.knob].count <= TimelineMarks.capacity)
    #expect(marks[.knob].count > TimelineMarks.capacity / 4)
    #expect(marks[.knob].reduce(0) { $0 + $1.count } == 10_000)
    #expect(marks[.knob].first?.text == "capacity 0")
    #expect(marks[.marker].map(\.text) == ["here"])
    var same = TimelineMarks()
    for _ in 0..<1000 { same.add(TimelineMark(.knob, at: .zero, "")) }
    #expect(same[.knob].map(\.count).reduce(0, +) == 1000)
  }

  @Test func `another future continues from what was known at its beginning`() {
    var script = Script()
    script.at(0, queue(intake, "intake"))
    script.at(100, enqueued(intake, 4), .input(.markerSet(name: Symbol("here"))))
    var history = RunHistory()
    var timeline = RunTimeline()
    timeline.fold(history.fold(script.batch(until: 200)))
    let then = history.analysis
    let expected = timeline
    script.at(300, enqueued(intake, 8), .input(.markerSet(name: Symbol("later"))))
    timeline.fold(
      history.fold(
        EventBatch(
          events: Array(script.events.dropFirst(3)), now: instant(400), state: .running)))
    #expect(timeline.marks[.marker].count == 2)
    timeline.cut(in: then)
    #expect(timeline == expected)
  }

  @Test func `the highest level of what was forgotten no longer counts`() {
    var bins = LevelBins()
    bins.begin(at: .zero)
    let (low, high) = (LevelBins.Levels(depth: 1), LevelBins.Levels(depth: 64))
    bins.record(low)
    bins.advance(to: instant(60_000))
    bins.record(high)
    #expect(bins.share(from: instant(59_999), to: instant(60_001)) == 1)
    bins.cut(at: instant(59_999), low, keepsLast: false)
    #expect(bins.share(from: instant(59_999), to: instant(60_001)) == 1.0 / 8)
    #expect(bins.share(from: .zero, to: instant(100)) == 1.0 / 8)
  }

  @Test(arguments: [1, 7, 100, 4096])
  func `it is the same however the events are split into batches`(size: Int) {
    let whole = SampleRun.batch(until: 60, producers: 8, consumers: 3, deadline: .seconds(2))
    var history = RunHistory()
    var expected = RunTimeline()
    expected.fold(history.fold(whole))
    history = RunHistory()
    var timeline = RunTimeline()
    var rest = whole.events[...]
    while !rest.isEmpty {
      let events = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      let now = rest.first?.instant ?? whole.now
      // Time may pass without an event, up to the next one.
      let batch = EventBatch(events: events, now: now, state: .running)
      timeline.fold(history.fold(batch))
    }
    #expect(timeline == expected)
    #expect(!timeline.marks.all.isEmpty)
  }
}

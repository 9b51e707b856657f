import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
import WeirWording

@Suite struct EventSentenceTests {
  private func sentences(_ filter: String = "") -> [String] {
    var run = RunHistory()
    run.apply(Filter(filter))
    run.fold(SampleRun.batch(until: 0.35))
    return run.tail.shown.map { EventSentence($0).text }
  }

  @Test func `events are listed as sentences, without those that add nothing`() {
    #expect(
      Array(sentences().suffix(8)) == [
        "consumer-1 waits for an item from intake",
        "consumer-2 waits for an item from intake",
        "consumer-3 waits for an item from intake",
        "consumer-4 waits for an item from intake",
        "producer-2 put item 1 into intake, none queued",
        "consumer-1 took item 1 from intake, none queued",
        "consumer-1 serves item 1 for 1.04s",
        "producer-2 sleeps 319ms",
      ])
  }

  @Test func `a sleep without an end is not given in years`() {
    var script = Script()
    script.at(
      5, .task(TaskID(1), .created(name: Label("watch"), role: Symbol("watch"), parent: .none)),
      .task(TaskID(1), .resumed),
      .task(TaskID(1), .suspended(on: .sleep(until: .endOfTime), at: .unknown)))
    var run = RunHistory()
    run.fold(EventBatch(events: script.events, now: .zero, state: .running))
    #expect(run.tail.shown.last.map { EventSentence($0).text } == "watch sleeps forever")
  }

  @Test func `a filter passes sentences with its text, and with ! those without it`() {
    #expect(sentences("TOOK").allSatisfy { $0.contains("took") })
    let tookCount = sentences("took").count
    #expect(tookCount > 0)
    #expect(sentences("!took").count == sentences().count - tookCount)
    #expect(sentences("!") == sentences())
  }

  @Test func `a filter applies to events that are already listed`() {
    var run = RunHistory()
    run.fold(SampleRun.batch(until: 5))
    let all = run.tail.shown.count
    run.apply(Filter("shift-1 sleeps"))
    #expect(run.tail.shown.count == 1)
    run.apply(Filter())
    #expect(run.tail.shown.count == all)
  }

  @Test func `inputs are sentences about you, and repeats at one instant share a row`() {
    var run = RunHistory()
    run.apply(Filter("done"))
    let queue = QueueID(1)
    let done = (0..<39).map {
      Event(.zero, .queue(queue, .done(by: .none, item: .unknown, unfinished: 38 - UInt32($0))))
    }
    run.fold(EventBatch(events: done, now: .zero, state: .running))
    #expect(run.tailCount == 1)
    #expect(
      run.tail.shown.map { EventSentence($0).text } == ["you marked 39 items done, 0 unfinished"]
    )
    run.apply(Filter())
    #expect(run.tail.shown.count == 1)
  }

  @Test func `a batch of events leaves no changes of findings behind`() {
    var run = RunHistory()
    run.fold(SampleRun.batch(until: 60, producers: 12, capacity: 4))
    #expect(!run.analysis.findings.isEmpty)
    var analysis = run.analysis
    #expect(analysis.takeFindingChanges().isEmpty)
  }

  @Test func `the list of events has a limit`() {
    var run = RunHistory()
    let batch = SampleRun.batch(until: 200)
    #expect(batch.events.count > 2 * EventTail.capacity)
    run.fold(batch)
    #expect(run.tail.shown.count == EventTail.capacity)
  }
}

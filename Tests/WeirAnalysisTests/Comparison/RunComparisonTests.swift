import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

@Suite struct RunComparisonTests {
  private func figure(
    _ direction: Figure.Direction, _ a: Double?, _ b: Double?
  ) -> FigureComparison? {
    FigureComparison(
      Figure("x", .count, direction, a), b.map { Figure("x", .count, direction, $0) })
  }

  @Test(arguments: [
    (Figure.Direction.higher, 4.0, 5.0, RunSide.b), (.higher, 5, 4, .a), (.lower, 4, 5, .a),
    (.lower, 5, 4, .b), (.lower, 0, 1, .a),
  ])
  func `what is better follows the figure's own direction`(
    direction: Figure.Direction, a: Double, b: Double, better: RunSide
  ) {
    #expect(figure(direction, a, b)?.better == better)
    #expect(figure(direction, a, a)?.better == nil)
    #expect(figure(.neither, a, b)?.better == nil)
  }

  @Test func `a difference is that of B from A, as a share of A`() throws {
    let more = try #require(figure(.higher, 4, 5))
    #expect(more.delta == 1 && more.deltaShare == 0.25 && !more.isEqual)
    let equal = try #require(figure(.higher, 0, 0))
    #expect(equal.delta == 0 && equal.deltaShare == 0 && equal.isEqual)
    let new = try #require(figure(.lower, 0, 3))
    #expect(new.delta == 3 && new.deltaShare == nil)
    let missing = try #require(figure(.lower, nil, 3))
    #expect(missing.delta == nil && missing.better == nil && missing.b == 3)
    #expect(figure(.lower, nil, nil) == nil)
  }

  @Test func `if one run completed much less, its latencies are not called better`() throws {
    func latency(_ name: String, _ a: Double, _ b: Double) throws -> FigureComparison {
      try #require(
        FigureComparison(
          Figure(name, .seconds, .lower, a), Figure(name, .seconds, .lower, b)))
    }
    for name in ["latency.p99", "pools.db.wait.mean"] {
      #expect(try latency(name, 4, 3).better == .b)
      #expect(try latency(name, 4, 3).judged(withLossesIn: .b).better == nil)
      #expect(try latency(name, 3, 4).judged(withLossesIn: .b).better == .a)
      #expect(try latency(name, 4, 3).judged(withLossesIn: .a).better == .b)
    }
    #expect(try latency("wasted", 4, 3).judged(withLossesIn: .b).better == .b)
  }

  private func model(
    of specification: RunSpecification = EventSamples.specification, _ trace: EventBatch
  ) -> RunModel {
    var model = RunModel(of: specification, in: nil)
    model.fold(trace)
    return model
  }

  @Test func `a run compared with itself has only equal figures`() {
    let model = model(TraceMaker.make(seed: 5, steps: 2000))
    let comparison = RunComparison(model, model)
    #expect(comparison.figures.count > 15)
    #expect(comparison.figures.allSatisfy { $0.isEqual && $0.better == nil })
    #expect(comparison.parameters == [] && !comparison.hasOtherInputs)
  }

  @Test(arguments: 1...20)
  func `each figure has one name, and swapping the runs swaps all signs`(seed: UInt64) {
    let (a, b) = (
      model(TraceMaker.make(seed: seed, steps: 500)),
      model(TraceMaker.make(seed: seed + 100, steps: 900))
    )
    let (there, back) = (RunComparison(a, b), RunComparison(b, a))
    #expect(Set(there.figures.map(\.name)).count == there.figures.count)
    for figure in there.figures {
      let other = back.figure(named: figure.name)
      #expect(other?.a == figure.b && other?.b == figure.a)
      #expect(other?.better == figure.better?.other)
      #expect(other?.delta == figure.delta.map { -$0 })
    }
  }

  @Test func `figures are those of the summary`() throws {
    let model = model(TraceMaker.make(seed: 5, steps: 2000))
    let comparison = RunComparison(model, model)
    let (metrics, now) = (model.analysis.metrics, model.analysis.now)
    #expect(comparison.figure(named: "goodput")?.a == metrics.goodputPerSecond(until: now))
    #expect(comparison.figure(named: "latency.p99")?.a == metrics.latency.quantile(0.99)?.seconds)
    #expect(comparison.figure(named: "items.dropped")?.a == Double(metrics.items.dropped))
    #expect(comparison.figure(named: "findings")?.a == Double(model.analysis.findings.count))
    let queue = try #require(model.analysis.queues.recordsByName.first)
    #expect(
      comparison.figure(named: "queues.\(queue.name).maximumDepth")?.a
        == Double(queue.highWaterMark))
  }

  @Test func `what only one run has comes after what both have`() throws {
    let queue = Event(
      .zero, .queue(QueueID(1), .created(name: Label("jobs"), capacity: 8, overflow: .block)))
    let empty = model(EventBatch(events: [], now: .zero, state: .running))
    let full = model(EventBatch(events: [queue], now: .zero, state: .running))
    let figure = try #require(
      RunComparison(empty, full).figure(named: "queues.jobs.maximumDepth"))
    #expect(figure.a == nil && figure.b == 0 && figure.delta == nil)
  }

  @Test func `findings that were cleared count if one of the two is a real program`() {
    let batch = EventBatch(events: [], now: .zero, state: .running)
    let finding = Finding(lint: .deadlock, subject: "a", since: .zero, evidence: "They wait.")
    var start = RunStart(scenario: "shop")
    start.clock = .real
    var real = RunModel(of: start, in: nil)
    real.fold(batch)
    let comparison = RunComparison(model(batch), real, clearedInA: [], clearedInB: [finding])
    #expect(comparison.figure(named: "findings")?.b == 1)
    #expect(comparison.figure(named: "findings")?.better == .a)
    #expect(comparison.clearedOfB.count == 1 && comparison.clearedOfA.isEmpty)
    let simulated = RunComparison(model(batch), model(batch), clearedInB: [finding])
    #expect(simulated.figure(named: "findings")?.b == 0 && simulated.clearedOfB.isEmpty)
  }

  @Test func `parameters that differ are listed in the order of A`() {
    var other = EventSamples.specification
    other.seed = 7
    other.pitfall = "no-cancel"
    other.parameters[1].value = .count(16)
    other.parameters.append(.init(name: "extra", value: .count(1)))
    let batch = EventBatch(events: [], now: .zero, state: .running)
    let comparison = RunComparison(model(batch), model(of: other, batch))
    #expect(comparison.parameters.map(\.name) == ["pitfall", "seed", "capacity", "extra"])
    #expect(comparison.parameters.map(\.a) == [nil, "42", "unlimited", nil])
    #expect(comparison.parameters.map(\.b) == ["no-cancel", "7", "16", "1"])
  }

  @Test func `tasks are paired by name, and those of one name in order`() {
    func tasks(_ names: [String]) -> [TaskRecord] {
      var ledger = TaskLedger()
      for (number, name) in names.enumerated() {
        ledger.fold(
          TaskID(UInt32(number + 1)),
          .created(name: Label(name), role: .empty, parent: .none), at: .zero)
      }
      return ledger.records
    }
    let pairs = TaskPairs(
      tasks(["main", "worker-1", "job", "job", "worker-2"]),
      tasks(["main", "job", "worker-1", "worker-3", "job", "job"])
    ).pairs
    #expect(
      pairs.map { "\($0.name) \($0.a?.rawValue ?? 0) \($0.b?.rawValue ?? 0)" }
        == [
          "main 1 1", "worker-1 2 3", "job 3 2", "job 4 5", "worker-2 5 0", "worker-3 0 4",
          "job 0 6",
        ])
    #expect(pairs.map(\.only) == [nil, nil, nil, nil, .a, .b, .b])
  }
}

import Testing
import WeirEvents
import WeirTestSupport
import WeirWording

@testable import WeirAnalysis

@Suite struct FigureTextTests {
  /// The figures of two runs in which one item is dropped and another waits, or not.
  private func texts(_ a: [Event.Kind], _ b: [Event.Kind]) -> [String: FigureText] {
    let models = [a, b].map { kinds in
      var model = RunModel(of: EventSamples.specification, in: nil)
      model.fold(
        EventSamples.batch(kinds, at: kinds.indices.map { Double($0) * 0.25 }, until: 2))
      return model
    }
    let figures = RunComparison(models[0], models[1]).figures
    return Dictionary(uniqueKeysWithValues: figures.map { ($0.name, FigureText($0)) })
  }

  private func words(_ text: FigureText?) -> String {
    guard let text else { return "" }
    return [text.label, text.unit, text.a, text.b, text.delta, text.share].joined(separator: "|")
  }

  private let queue = QueueID(1)

  private var short: [Event.Kind] {
    [
      .queue(queue, .created(name: Label("jobs"), capacity: 2, overflow: .dropNewest)),
      .queue(queue, .enqueued(by: .none, item: ItemID(1), depth: 1)),
      .queue(queue, .dequeued(by: .none, item: ItemID(1), depth: 0)),
    ]
  }

  private var long: [Event.Kind] {
    Array(short.dropLast()) + [
      .queue(queue, .enqueued(by: .none, item: ItemID(2), depth: 2)),
      .queue(queue, .dropped(by: .none, item: ItemID(3), cause: .newest, depth: 2)),
      .queue(queue, .dropped(by: .none, item: ItemID(4), cause: .newest, depth: 2)),
      .queue(queue, .dequeued(by: .none, item: ItemID(1), depth: 1)),
    ]
  }

  @Test func `both values have one unit, and the difference always its sign`() {
    let texts = texts(short, long)
    #expect(words(texts["queues.jobs.maximumDepth"]) == "jobs depth max||1|2|+1|+100 %")
    #expect(words(texts["queues.jobs.wait.mean"]) == "jobs wait mean|s|0.25|1.00|+0.75|+300 %")
    #expect(words(texts["items.dropped"]) == "dropped||0|2|+2|")
    #expect(words(texts["items.lost"]) == "lost||0|0|=|")
    let back = self.texts(long, short)
    #expect(words(back["queues.jobs.maximumDepth"]) == "jobs depth max||2|1|−1|−50 %")
  }

  @Test func `what is written alike is equal, and a difference is that of what is written`() {
    func text(_ a: Double, _ b: Double, _ unit: Figure.Unit = .perSecond) -> String {
      let figures = [a, b].map { Figure("goodput", unit, .higher, $0) }
      return words(FigureComparison(figures[0], figures[1]).map { FigureText($0) })
    }
    #expect(text(4.001, 3.999) == "goodput|/s|4.00|4.00|=|")
    #expect(text(3.994, 3.996) == "goodput|/s|3.99|4.00|+0.01|+0.1 %")
    #expect(text(1000.4, 999.6) == "goodput|/s|1000|1000|=|")
    #expect(text(99_999, 99_998) == "goodput|/s|99,999|99,998|−1|0.0 %")
    #expect(text(0.147_700_1, 0.147_7, .seconds) == "goodput|ms|147.7|147.7|=|")
    #expect(text(0, 0) == "goodput|/s|0.00|0.00|=|")
    // An average that is whole in one run is none of the other's.
    #expect(text(4, 3.6, .count) == "goodput||4.00|3.60|−0.40|−10 %")
    #expect(text(3.6, 4, .count) == "goodput||3.60|4.00|+0.40|+11 %")
    #expect(text(4, 3, .count) == "goodput||4|3|−1|−25 %")
  }

  @Test func `a run without a value has a dash`() {
    let texts = texts([], short)
    #expect(words(texts["queues.jobs.maximumDepth"]) == "jobs depth max||–|1||")
  }

  @Test func `what differs is one sentence, and other seeds and lengths are cautions`() {
    func sentences(
      _ change: (inout RunSpecification) -> Void, until seconds: Double = 2
    ) -> ComparisonSentences {
      var other = EventSamples.specification
      change(&other)
      var a = RunModel(of: EventSamples.specification, in: nil)
      var b = RunModel(of: other, in: nil)
      a.fold(EventSamples.batch([], at: [], until: 2))
      b.fold(EventSamples.batch([], at: [], until: seconds))
      return ComparisonSentences(RunComparison(a, b))
    }
    let capacity = sentences { $0.parameters[1].value = .count(8) }
    #expect(capacity.difference == "capacity unlimited → 8, all else equal")
    #expect(capacity.cautions == [])
    let two = sentences {
      $0.pitfall = "no-cancel"
      $0.parameters[0].value = .count(8)
    }
    #expect(two.difference == "pitfall none → no-cancel and producers 4 → 8, all else equal")
    #expect(
      sentences { _ in }.difference == "nothing: scenario, settings and seed are the same")
    #expect(capacity.shortCaution == nil)
    let scenario = sentences { $0.scenario = "pool" }
    #expect(scenario.difference == "scenario producer-consumer → pool")
    #expect(scenario.shortCaution == "▲ other scenario")
    let seeds = sentences({ $0.seed = 7 }, until: 30)
    #expect(seeds.shortCaution == "▲ other seed")
    #expect(seeds.difference == "seed 42 → 7, all else equal")
    #expect(
      seeds.cautions == [
        "The seeds differ, 42 and 7: small differences may be random.",
        "A covers 2.00s and B 30.0s: counts cover different lengths of time.",
      ])
  }

  @Test func `nothing is said to be equal that is not known, or was done during the run`() {
    func model(_ start: RunStart, _ kinds: [Event.Kind]) -> RunModel {
      var model = RunModel(of: start, in: nil)
      model.fold(EventSamples.batch(kinds, at: kinds.map { _ in 0.5 }, until: 2))
      return model
    }
    func difference(_ start: RunStart, _ kinds: [Event.Kind]) -> String {
      ComparisonSentences(RunComparison(model(start, []), model(start, kinds))).difference
    }
    let marker = Event.Kind.input(.markerSet(name: Symbol("here")))
    let start = RunStart(EventSamples.specification)
    #expect(difference(start, [marker]) == "what was done during the run")
    #expect(
      difference(RunStart(scenario: "app"), [])
        == "nothing that is known: they have no seed and no settings")
  }
}

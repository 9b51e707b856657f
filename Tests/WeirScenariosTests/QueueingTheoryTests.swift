import Testing
import WeirEngine
import WeirScenarios
import WeirAnalysis
import WeirEvents

/// A run with exponential times is a textbook queue, and has the figures of one.
///
/// Formulas: Kleinrock, Queueing Systems I (1975), chapter 3. A mean over a limited time is close
/// to its theory only if that time is long, so the tests shorten it in two ways. They use loads at
/// which few items are enough: at a load of 0.8 it takes six times as many as at 0.5. And they
/// compare waits with the theory at the actual load, and the actual load with the nominal one: that
/// takes half as many.
@Suite struct QueueingTheoryTests {
  private struct Figures {
    var meanDepth: Double
    var meanWait: Double
    /// Arrivals per second.
    var arrivals: Double
    /// The average number of busy consumers.
    var load: Double
    /// The share of items that were dropped.
    var loss: Double
  }

  private func figures(_ settings: [(knob: String, text: String)], hours: Int64) throws
    -> Figures
  {
    let exponential = [
      ("produce-time", "exponential:1s"), ("deadline", "off"),
    ]
    let specification = try ScenarioCatalog.specification(
      of: "producer-consumer", seed: 2, settings: exponential + settings)
    var analysis = Analysis()
    let run = try ScenarioRun(specification) { analysis.fold($0) }
    run.simulation.run(until: VirtualInstant(nanoseconds: hours * 3_600_000_000_000))
    run.simulation.tearDown()
    let metrics = try #require(analysis.metrics.queues.first)
    let items = analysis.metrics.items
    return Figures(
      meanDepth: metrics.meanDepth(until: analysis.now),
      meanWait: try #require(metrics.wait.meanSeconds),
      arrivals: Double(items.produced) / analysis.now.seconds,
      load: Double(analysis.metrics.spent.served) / 1e9 / analysis.now.seconds,
      loss: Double(items.dropped) / Double(items.produced))
  }

  private func isClose(_ value: Double, _ theory: Double) -> Bool {
    abs(value / theory - 1) < 0.03
  }

  @Test func `one producer and one consumer are M/M/1`() throws {
    let queue = try figures(
      [
        ("producers", "1"), ("consumers", "1"), ("capacity", "unlimited"),
        ("consume-time", "exponential:500ms"),
      ], hours: 7)
    #expect(isClose(queue.arrivals, 1) && isClose(queue.load, 0.5))
    let depth = queue.load * queue.load / (1 - queue.load)
    #expect(isClose(queue.meanDepth, depth))
    #expect(isClose(queue.meanWait, depth / queue.arrivals))
  }

  @Test func `two producers and two consumers are M/M/2, with Erlang's formula C`() throws {
    let queue = try figures(
      [
        ("producers", "2"), ("consumers", "2"), ("capacity", "unlimited"),
        ("consume-time", "exponential:500ms"),
      ], hours: 6)
    #expect(isClose(queue.arrivals, 2) && isClose(queue.load, 1))
    let delayed = Erlang.c(servers: 2, offered: queue.load)
    let depth = delayed * queue.load / (2 - queue.load)
    #expect(isClose(queue.meanDepth, depth))
    #expect(isClose(queue.meanWait, depth / queue.arrivals))
  }

  @Test func `a queue of five that drops the newest is M/M/4/9`() throws {
    let queue = try figures(
      [
        ("producers", "4"), ("consumers", "4"), ("capacity", "5"), ("overflow", "drop-newest"),
        ("consume-time", "exponential:1500ms"),
      ], hours: 2)
    #expect(isClose(queue.loss, Erlang.loss(servers: 4, places: 5, offered: 6)))
  }
}

private enum Erlang {
  /// Erlang's formula C: the share of arrivals that have to wait.
  static func c(servers: Int, offered: Double) -> Double {
    let weights = weights(servers: servers, places: 0, offered: offered)
    let last = weights[servers] * Double(servers) / (Double(servers) - offered)
    return last / (weights.dropLast().reduce(0, +) + last)
  }

  /// The share of arrivals that find all servers and places taken.
  static func loss(servers: Int, places: Int, offered: Double) -> Double {
    let weights = weights(servers: servers, places: places, offered: offered)
    return weights[servers + places] / weights.reduce(0, +)
  }

  /// The weights of the states with 0, 1, 2 … in the system, the first being 1.
  private static func weights(servers: Int, places: Int, offered: Double) -> [Double] {
    var weights = [1.0]
    for count in 1...(servers + places) {
      weights.append(weights[count - 1] * offered / Double(min(count, servers)))
    }
    return weights
  }
}

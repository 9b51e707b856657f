import CAllocations
import WeirAnalysis
import WeirDashboard
import WeirEngine
import WeirEvents
import WeirScenarios
import Workload

/// Random seeks in the past of a run: how long each folds, without a screen.
struct Seeks {
  private static let count = 200
  private static let batchLength = 512

  private var past: RunPast
  /// CPU time that folding the run and keeping its copies took, in seconds.
  private let folding: Double
  /// Folds at least this many events of a made-up run.
  init(_ wide: WideRun, events: Int) {
    past = RunPast(of: RunStart(scenario: ""), in: nil)
    var (wide, writer, seconds) = (wide, PastWriter(past), 0.0)
    var next = wide.beginning()
    while past.newest.event < events {
      while next.count < Seeks.batchLength { next += wide.next() }
      let start = ProcessorTime.ofThread
      writer.append(EventBatch(events: next, now: next.last?.instant ?? .zero, state: .running))
      seconds += ProcessorTime.ofThread - start
      next = []
    }
    folding = seconds
  }

  /// Folds at least this many events of a scenario as fast as possible.
  init(_ scenario: String, events: Int, rate: String?) throws {
    let specification = try ScenarioCatalog.specification(
      of: scenario, seed: 1, settings: rate.map { [("request-rate", $0)] } ?? [])
    past = RunPast(
      of: RunStart(specification), in: try ScenarioCatalog.description(of: scenario))
    var writer = PastWriter(past)
    var seconds = 0.0
    let run = try ScenarioRun(specification) { batch in
      let start = ProcessorTime.ofThread
      writer.append(batch)
      seconds += ProcessorTime.ofThread - start
    }
    while past.newest.event < events, run.simulation.state == .running {
      run.simulation.run(until: run.simulation.now.advanced(by: .milliseconds(500)))
    }
    run.simulation.tearDown()
    folding = seconds
  }

  /// Goes to random places, drops the past, and returns a line of JSON.
  mutating func line(_ scenario: String) -> String {
    var random = SystemRandomNumberGenerator()
    let end = past.newest.event
    let times = (0..<Seeks.count).map { _ in
      let start = ProcessorTime.ofThread
      let restored = past.position(after: Int.random(in: 1...end, using: &random))
        .flatMap { past.restore($0) }
      return restored == nil ? .infinity : (ProcessorTime.ofThread - start) * 1000
    }.sorted()
    let median = times[times.count / 2]
    let copies = past.copies
    let before = bytes_in_use()
    past = RunPast(of: RunStart(scenario: scenario), in: nil)
    let bytes = before - bytes_in_use()
    return """
      {"scenario":"\(scenario)","events":\(end),"secondsOfFolding":\(Seeks.rounded(folding)),\
      "copies":\(copies.count),"estimatedBytesPerCopy":\(copies.bytes / copies.count),\
      "bytesPerCopy":\(bytes / copies.count),\
      "medianMilliseconds":\(Seeks.rounded(median)),"mostMilliseconds":\(Seeks.rounded(times.last ?? 0))}
      """
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

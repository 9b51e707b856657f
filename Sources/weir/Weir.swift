import WeirScenarios
import WeirEngine
import WeirTrace

@main
enum Weir { static func main() throws {
  let args = CommandLine.arguments
  if args.count > 1, args[1] == "perf" {
    for mode in 0..<3 {
    var n = 0
    var an = Analysis()
    let spec = try ScenarioCatalog.specification(of: "producer-consumer", seed: 1, settings: [("capacity","16"),("deadline","off"),("consume-time","exponential:900ms"),("shift","24h")])
    let sink: ((EventBatch) -> Void)? = mode == 0 ? nil : mode == 1 ? { n += $0.events.count } : { n += $0.events.count; an.fold($0) }
    let run = try ScenarioRun(spec, sink: sink)
    let c = ContinuousClock()
    let d = c.measure { run.simulation.run(until: VirtualInstant(nanoseconds: 200_000_000_000_000)) }
    print(mode, d, n, Double(n)/d.seconds)
    }
    return
  }
  let run = try ScenarioRun(ScenarioCatalog.specification(of: "producer-consumer", preset: args.count > 1 ? args[1] : "guide", seed: 1)) { batch in
    for e in batch.events { print(e.instant.seconds, e.kind) }
    print(batch.state, batch.now.seconds)
  }
  run.simulation.run(until: VirtualInstant(nanoseconds: 10_000_000_000))
  print(run.simulation.blockedTasks)
  run.simulation.tearDown()
  print(run.simulation.liveTaskCount)
} }

import Benchmark
import WeirEngine
import WeirAnalysis
import WeirEvents
import Workload

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .cpuTotal, .peakMemoryResident], maxDuration: .seconds(3))

  Benchmark("100,000 items without events") { _ in
    blackHole(ItemFlow(items: 100_000).run())
  }

  Benchmark("100,000 items, events counted") { _ in
    var count = 0
    blackHole(ItemFlow(items: 100_000).run { count += $0.events.count })
    blackHole(count)
  }

  Benchmark("100,000 items, events folded") { _ in
    var analysis = Analysis()
    blackHole(ItemFlow(items: 100_000).run { analysis.fold($0) })
    blackHole(analysis.eventCount)
  }

  Benchmark("10,000 tasks fall asleep") { _ in
    blackHole(Sleepers(count: 10_000).simulation.liveTaskCount)
  }

  Benchmark("a million exponential times") { _ in
    var luck = RandomStream(seed: 1, name: "benchmark")
    let time = TimeDistribution.exponential(mean: .seconds(1))
    for _ in 0..<1_000_000 { blackHole(time.draw(from: &luck)) }
  }
}

import WeirAnalysis
import WeirEvents
import WeirWording

extension RunHistory {
  /// About how many bytes a copy has to itself once the run has gone on for a while. It counts what
  /// grows; the rest is a constant.
  ///
  /// - Complexity: Linear in the number of lanes.
  var byteCount: Int {
    let dots = gauges.byteCount + rates.byteCount + timeoutHistory.lateWork.history.byteCount
    let lanes = (lanes.lanes + strands.strands).reduce(0) { $0 + $1.byteCount }
    let events = tail.count * MemoryLayout<NamedEvent>.stride
    let tasks = analysis.tasks.liveCount + analysis.tasks.retained
    return RunHistory.fixedBytes + dots + lanes + events + tasks * RunHistory.bytesOfTask
  }

  /// Histograms, counts, findings, parts of the program.
  private static let fixedBytes = 32 << 10
  /// Its record, its life, its place in tables.
  private static let bytesOfTask = 640
}

extension DepthHistory {
  /// About how many bytes its dots have.
  var byteCount: Int { dotCount * MemoryLayout<Dot>.stride }
}

extension Lane {
  /// About how many bytes its stretches have.
  fileprivate var byteCount: Int {
    MemoryLayout<Lane>.stride + stretchCount * MemoryLayout<Stretch>.stride
  }
}

extension GaugeBoard {
  fileprivate var byteCount: Int { gauges.reduce(0) { $0 + $1.history.byteCount } }
}

extension FlowRates {
  fileprivate var byteCount: Int {
    FlowKind.allCases.reduce(0) { $0 + (history(of: $1)?.byteCount ?? 0) }
  }
}

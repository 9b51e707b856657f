import WeirAnalysis
import WeirEvents

extension RunHistory {
  /// About how many bytes a copy has to itself once the run has gone on for a while. It counts what
  /// grows; the rest is a constant.
  ///
  /// - Complexity: Linear in the number of lanes, and of chunks in which values are packed.
  var byteCount: Int {
    let dots = gauges.byteCount + rates.byteCount + timeoutHistory.lateWork.history.byteCount
    let lanes = (lanes.lanes + strands.strands).reduce(0) { $0 + $1.byteCount }
    let tasks = analysis.tasks.liveCount + analysis.tasks.retained
    return RunHistory.fixedBytes + dots + lanes + tail.byteCount + tasks * RunHistory.bytesOfTask
  }

  /// Histograms, counts, findings, parts of the program.
  private static let fixedBytes = 32 << 10
  /// Its record, its life, its place in tables.
  private static let bytesOfTask = 640
}

extension GaugeBoard {
  fileprivate var byteCount: Int { gauges.reduce(0) { $0 + $1.history.byteCount } }
}

extension FlowRates {
  fileprivate var byteCount: Int {
    FlowKind.allCases.reduce(0) { $0 + (history(of: $1)?.byteCount ?? 0) }
  }
}

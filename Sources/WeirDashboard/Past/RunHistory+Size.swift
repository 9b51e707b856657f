import WeirAnalysis
import WeirEvents

extension RunHistory {
  /// About how many bytes a copy has to itself once the run has gone on for a while, without what
  /// is moved out of memory. It counts what grows; the rest is a constant.
  ///
  /// - Complexity: Constant time.
  var byteCount: Int {
    let tasks = analysis.tasks.liveCount + analysis.tasks.retained
    let rows = lanes.lanes.count + strands.strands.count
    return RunHistory.fixedBytes + rows * MemoryLayout<Lane>.stride
      + tasks * RunHistory.bytesOfTask
  }

  /// Histograms, counts, findings, parts of the program.
  private static let fixedBytes = 32 << 10
  /// Its record, its life, its place in tables.
  private static let bytesOfTask = 640
}

import WeirAnalysis
import WeirEvents

extension RunHistory {
  /// About how many bytes a copy has to itself once the run has continued for a while, without what
  /// is moved out of memory. It counts what may be many.
  ///
  /// The sizes are measured: `past 300000 queues wide 512` of the benchmarks, and so on.
  ///
  /// - Complexity: Constant time, or linear in the number of pools.
  var byteCount: Int {
    let tasks = analysis.tasks.liveCount + analysis.tasks.retained
    let rows = lanes.lanes.count + strands.strands.count
    let resources = analysis.pools.records.reduce(0) { $0 + $1.resources.count }
    return RunHistory.fixedBytes
      + rows * MemoryLayout<Lane>.stride
      + tasks * RunHistory.bytesOfTask
      + (parts?.roles.groups.count ?? 0) * RunHistory.bytesOfRole
      + analysis.queues.records.count * RunHistory.bytesOfQueue
      + analysis.pools.records.count * RunHistory.bytesOfPool
      + resources * MemoryLayout<PoolRecord.Resource>.stride
      + analysis.timeouts.openCount * RunHistory.bytesOfTimeout
      + analysis.findings.count * RunHistory.bytesOfFinding
      + model.inputs.count * MemoryLayout<TimedInput>.stride
  }

  /// Counts, rates, and the lints of a small run.
  private static let fixedBytes = 16 << 10
  /// What it holds, and its places in tables.
  private static let bytesOfTask = 320
  /// How many of its tasks do what.
  private static let bytesOfRole = 512
  /// Its record, its measurements, its traffic.
  private static let bytesOfQueue = 1664
  private static let bytesOfPool = 1280
  private static let bytesOfTimeout = 256
  /// Its evidence.
  private static let bytesOfFinding = 512
}

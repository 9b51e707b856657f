import CAllocations
import Workload

/// The cost of a piece of work: CPU time of the whole process, and blocks of memory allocated.
struct Cost {
  var seconds = 0.0
  var allocations = 0

  static func += (total: inout Cost, part: Cost) {
    total.seconds += part.seconds
    total.allocations += part.allocations
  }

  /// The cost since the process started.
  static var soFar: Cost {
    Cost(seconds: ProcessorTime.ofProcess, allocations: allocations_so_far())
  }

  func since(_ earlier: Cost) -> Cost {
    Cost(seconds: seconds - earlier.seconds, allocations: allocations - earlier.allocations)
  }
}

import Foundation

/// The cores that this process may use and that its runs leave free.
public enum SpareCores {
  /// Whether there is one for each of some runs that take place at once, each on a core of its own.
  public static func exist(besides runs: Int) -> Bool { count >= 2 * runs }

  /// How many cores this process may use.
  ///
  /// Foundation counts those of the machine, and so does not know of `taskset` or a container that
  /// is bound to some cores. A share of a core's time, as containers may have, is not known here.
  private static var count: Int {
    #if os(Linux)
      let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let allowed = allowedCount(in: status ?? "") ?? .max
      // The mask also has cores that are not there: those that a virtual machine may get later.
      return min(allowed, ProcessInfo.processInfo.activeProcessorCount)
    #else
      return ProcessInfo.processInfo.activeProcessorCount
    #endif
  }

  /// The number of cores in the mask of `Cpus_allowed:	0000,000000ff`; `nil` if it is missing.
  static func allowedCount(in status: String) -> Int? {
    let key = "Cpus_allowed:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else {
      return nil
    }
    let digits = line.dropFirst(key.count).compactMap(\.hexDigitValue)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 + $1.nonzeroBitCount }
  }
}

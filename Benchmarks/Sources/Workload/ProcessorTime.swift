import Foundation

/// How much CPU time was used so far, in seconds.
public enum ProcessorTime {
  /// By all threads of this process.
  public static var ofProcess: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  /// By the current thread.
  public static var ofThread: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

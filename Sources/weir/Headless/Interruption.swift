import WeirScreen
import Foundation
import Synchronization
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog

/// The handling of signals that end a simulation: the first one is noted, and the simulation ends
/// in an orderly way. The second one ends the program at once.
///
/// Signals ignored by the parent process, such as `nohup`, stay ignored.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let noted = Atomic<Int32>(0)

  /// The number of the signal received; `nil` if there was none.
  static var signal: Int32? {
    let number = noted.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Notes signals from now on.
  static func watch() {
    noted.store(0, ordering: .relaxed)
    for number in signals {
      let former = Foundation.signal(number, SIG_IGN)
      guard !isIgnoring(former) else { continue }
      Foundation.signal(number) { number in
        guard Interruption.noted.exchange(number, ordering: .relaxed) != 0 else { return }
        Foundation.signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Lets signals end the program again.
  static func release() {
    for number in signals {
      let former = Foundation.signal(number, SIG_IGN)
      if !isIgnoring(former) { Foundation.signal(number, SIG_DFL) }
    }
  }

  /// C functions can't be compared, but their addresses can.
  private static func isIgnoring(_ action: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(action, to: Int.self)
      == unsafeBitCast(SIG_IGN as (@convention(c) (Int32) -> Void)?, to: Int.self)
  }

  /// A command was ended by a signal, after printing what it had.
  struct Ended: Error, Hashable, CustomStringConvertible {
    var signal: Int32
    /// How far the run had come.
    var instant: VirtualInstant
    /// What the printed result covers, in one sentence.
    var remark = "The summary covers the run up to there."

    /// The exit code that shells use for a signal.
    var exitCode: Int32 { 128 + signal }

    var description: String {
      """
      Interrupted at \(TimeText.shortClock(.nanoseconds(instant.nanoseconds))) of virtual time. \
      \(remark)
      """
    }
  }
}

import Foundation
import Synchronization

/// What happens when nobody reads a pipe any more: an error for a log, a quiet end for results.
enum BrokenPipe {
  /// Whether the parent process wanted errors in place of the signal.
  private static let wasIgnored = Atomic(false)

  /// Makes a write into such a pipe an error in place of a signal that ends the program.
  static func ignoreSignal() {
    let former = signal(SIGPIPE, SIG_IGN)
    let isSame = unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    wasIgnored.store(isSame, ordering: .relaxed)
  }

  /// Ends the program as the signal would have, if the error says that nobody reads its results: in
  /// `weir list | head` that is nothing to complain about.
  static func endProgram(dueTo error: any Error) {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard cause?.code == Int(EPIPE), !wasIgnored.load(ordering: .relaxed) else { return }
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }
}

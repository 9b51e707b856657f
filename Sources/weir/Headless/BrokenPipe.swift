import Foundation
import Synchronization

/// The handling of pipes without a reader: an error for a log, a quiet end for results.
enum BrokenPipe {
  /// Whether the parent process had set the signal to be ignored.
  private static let wasIgnored = Atomic(false)

  /// Makes a write to such a pipe an error instead of a signal that ends the program.
  static func ignoreSignal() {
    let former = signal(SIGPIPE, SIG_IGN)
    let isSame = unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    wasIgnored.store(isSame, ordering: .relaxed)
  }

  /// Ends the program as the signal would have if the error says that the pipe has no reader: in
  /// `weir list | head` that is not an error.
  static func endProgram(dueTo error: any Error) {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard cause?.code == Int(EPIPE), !wasIgnored.load(ordering: .relaxed) else { return }
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }
}

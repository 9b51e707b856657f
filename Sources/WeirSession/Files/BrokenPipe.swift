import Foundation

/// Lets a write to a pipe without a reader fail like any other write.
///
/// By default it sends a signal that ends the program, and a log whose reader has gone is no reason for that.
enum BrokenPipe {
  /// Calls a function that writes; what it answers and `errno` are left as they are.
  static func unsignalled(_ write: () -> Int) -> Int {
    #if os(Linux)
      var (signals, former) = (sigset_t(), sigset_t())
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, &former)
      let result = write()
      let code = errno
      // The signal is for this thread alone; it is taken here, so that it does not come once signals are let through
      // again. It is also sent where a part was written before the reader went.
      var now = timespec()
      _ = sigtimedwait(&signals, nil, &now)
      pthread_sigmask(SIG_SETMASK, &former, nil)
      errno = code
      return result
    #else
      return write()
    #endif
  }
}

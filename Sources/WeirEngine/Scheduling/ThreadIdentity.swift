import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which thread runs the simulation now: compared, and used for nothing else.
struct ThreadIdentity: ~Copyable {
  /// Zero while none does.
  private let handle = Atomic<UInt>(0)

  private static var current: UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }

  /// Whether the simulation runs, and on this thread.
  var isCurrent: Bool { handle.load(ordering: .relaxed) == ThreadIdentity.current }

  /// Whether the simulation runs on another thread.
  var isAnother: Bool {
    let handle = handle.load(ordering: .relaxed)
    return handle != 0 && handle != ThreadIdentity.current
  }

  /// Runs something during which this is the simulation's thread.
  func own(_ body: () -> Void) {
    let outer = handle.exchange(ThreadIdentity.current, ordering: .relaxed)
    body()
    handle.store(outer, ordering: .relaxed)
  }
}

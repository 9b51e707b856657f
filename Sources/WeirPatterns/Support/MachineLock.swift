public import Synchronization
public import WeirEvents

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A state machine behind a lock, which is held for one decision and never while anything waits.
///
/// In a simulation, whose code runs on one thread, the lock is never contended: there it is a flag,
/// whose release takes no atomic exchange. A thread that must not be there, but is, yields until it
/// is free.
@usableFromInline
struct MachineLock<Machine>: ~Copyable, @unchecked Sendable {
  @usableFromInline let machine: UnsafeMutablePointer<Machine>
  @usableFromInline let mutex = Mutex<Void>(())
  @usableFromInline let isHeld = Atomic(false)
  /// Whether the flag is the lock, and not the mutex.
  @usableFromInline let isConfined: Bool

  /// - Parameter reporter: says whether one thread uses the machine.
  @usableFromInline
  init(_ machine: Machine, for reporter: (any Reporter)?) {
    self.machine = .allocate(capacity: 1)
    self.machine.initialize(to: machine)
    isConfined = reporter?.isConfined ?? false
  }

  deinit {
    machine.deinitialize(count: 1)
    machine.deallocate()
  }

  /// Makes a decision. The body must not use the lock itself.
  @inlinable
  @inline(__always)
  borrowing func withLock<Result>(_ body: (inout Machine) -> Result) -> Result {
    guard isConfined else { return mutex.withLock { _ in body(&machine.pointee) } }
    while isHeld.exchange(true, ordering: .acquiring) { MachineLock.yieldThread() }
    defer { isHeld.store(false, ordering: .releasing) }
    return body(&machine.pointee)
  }

  @usableFromInline
  static func yieldThread() { sched_yield() }
}

import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Separates a simulation from all threads except the one that runs it.
///
/// No seed could repeat what another thread does to the simulation. Such use is recorded, and the
/// jobs that come with it are kept instead of run.
struct ThreadBoundary: ~Copyable, Sendable {
  /// The thread that runs the simulation, used for comparison only; zero while none does.
  private let owner = Atomic<UInt>(0)
  private let hasBeenCrossed = Atomic(false)
  private let jobs = Mutex<[UnownedJob]>([])

  private static var currentThread: UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }

  /// Whether the simulation was ever used from outside.
  var isCrossed: Bool { hasBeenCrossed.load(ordering: .relaxed) }

  /// Whether the simulation is running on this thread.
  var isInside: Bool { owner.load(ordering: .relaxed) == ThreadBoundary.currentThread }

  /// Runs a body with this thread as the simulation's thread.
  func run(_ body: () -> Void) {
    let outer = owner.exchange(ThreadBoundary.currentThread, ordering: .relaxed)
    body()
    owner.store(outer, ordering: .relaxed)
  }

  /// Returns whether the simulation is running on another thread than this one, and records it if
  /// so.
  func noteUseFromOutside() -> Bool {
    let owner = owner.load(ordering: .relaxed)
    guard owner != 0, owner != ThreadBoundary.currentThread else { return false }
    hasBeenCrossed.store(true, ordering: .relaxed)
    return true
  }

  /// Keeps the job of a task that was woken from outside.
  func keep(_ job: UnownedJob) {
    jobs.withLock { $0.append(job) }
    hasBeenCrossed.store(true, ordering: .relaxed)
  }

  /// Returns the jobs that were kept, so that their tasks can end.
  func takeJobs() -> [UnownedJob] {
    jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
  }
}

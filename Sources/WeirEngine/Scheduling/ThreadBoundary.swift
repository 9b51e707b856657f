import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Separates a simulation from all threads but the one that runs it.
///
/// What another thread wants the simulation to do could not be repeated by any seed. It is noted,
/// and the jobs that it brings are kept and not run.
struct ThreadBoundary: ~Copyable, Sendable {
  /// The thread that runs the simulation, compared and used for nothing else; zero while none does.
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

  /// Whether anything has ever come from outside.
  var isCrossed: Bool { hasBeenCrossed.load(ordering: .relaxed) }

  /// Whether the simulation runs, and on this thread.
  var isInside: Bool { owner.load(ordering: .relaxed) == ThreadBoundary.currentThread }

  /// Runs something during which this thread is the simulation's.
  func run(_ body: () -> Void) {
    let outer = owner.exchange(ThreadBoundary.currentThread, ordering: .relaxed)
    body()
    owner.store(outer, ordering: .relaxed)
  }

  /// Whether the simulation runs on another thread than this one, which is noted.
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

  /// Hands the jobs out that were kept, so that their tasks can end.
  func takeJobs() -> [UnownedJob] {
    jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
  }
}

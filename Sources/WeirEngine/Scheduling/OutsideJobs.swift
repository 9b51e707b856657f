import Synchronization

/// What code outside of a simulation wanted it to do: jobs that were brought from another thread,
/// which no seed could repeat. They are kept, and not run.
final class OutsideJobs: Sendable {
  private let jobs = Mutex<[UnownedJob]>([])
  private let flag = Atomic(false)

  /// Whether anything has ever come from outside.
  var hasCome: Bool { flag.load(ordering: .relaxed) }

  /// Code outside has used the simulation.
  func note() {
    flag.store(true, ordering: .relaxed)
  }

  /// Code outside has woken a task.
  func append(_ job: UnownedJob) {
    jobs.withLock { $0.append(job) }
    note()
  }

  /// Hands the jobs out, so that their tasks can end.
  func takeAll() -> [UnownedJob] {
    jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
  }
}

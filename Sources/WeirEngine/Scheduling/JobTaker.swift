internal import CTaskHook

/// Takes the jobs that the current thread enqueues, while a body runs.
enum JobTaker {
  /// Whether the Swift runtime lets jobs be taken.
  static let isAvailable = weir_can_take_jobs()

  /// Runs a body, and gives the jobs that this thread enqueues meanwhile to a simulation; `nil`
  /// leaves them to the runtime.
  static func run<Result>(for simulation: Simulation?, _ body: () -> Result) -> Result {
    let context = simulation.map { Unmanaged.passUnretained($0).toOpaque() }
    let before = weir_set_taker(weir_taker(take: simulation == nil ? nil : take, context: context))
    defer { _ = weir_set_taker(before) }
    return body()
  }

  private static let take: weir_take_job = { context, job in
    Unmanaged<Simulation>.fromOpaque(context)._withUnsafeGuaranteedRef {
      $0.take(unsafeBitCast(job, to: UnownedJob.self))
    }
  }
}

extension UnownedJob {
  /// Runs it on the current thread, as the global executor does.
  func runInPlace() { weir_run_job(unsafeBitCast(self, to: UnsafeMutableRawPointer.self)) }
}

extension Simulation {
  /// Runs a body with this thread as the simulation's thread.
  func inside(_ body: () -> Void) {
    boundary.run { takesJobs ? JobTaker.run(for: self, body) : body() }
  }

  /// Runs code of others on the simulation's thread, which may wake tasks that are not its own.
  func outside<Result>(_ body: () -> Result) -> Result {
    takesJobs ? JobTaker.run(for: nil, body) : body()
  }

  func take(_ job: UnownedJob) { scheduler.enqueue(job) }
}

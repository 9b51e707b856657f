import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What a lint means, when it fires, and what to try, for users who see its name for the first
/// time.
extension Lint {
  /// What is wrong when it fires, and why that matters.
  var meaning: String {
    switch self {
    case .loopBlocked:
      "A task held its worker without yielding it; nothing else could run there meanwhile."
    case .cancellationUnnoticed: "A task was cancelled and carries on as if it had not been."
    case .taskOutlivesParent:
      "A task is still running after the task that started it ended; nothing waits for it any more."
    case .queueSaturated:
      "The queue is nearly full most of the time: work arrives faster than it is processed."
    case .timedOutWorkRunning:
      "Work continues after its deadline has passed; anything it still does is wasted."
    case .errorUnobserved: "Tasks failed, but nothing kept their handles, so their errors are lost."
    case .resourceLeaked:
      "Tasks ended without releasing their resources; no other task can ever acquire those."
    case .retryAmplification:
      "Failed calls are retried at once, so that failures add load, which adds failures."
    case .poolStarved: "Tasks wait for the pool most of the time."
    case .connectionPerUse:
      "Nearly every use opens a connection of its own and pays for it each time."
    case .deadlock: "Tasks wait for each other, or for something that can never happen."
    case .cancellationSwallowed:
      "A task caught its cancellation and continued, so it does not end when it should."
    case .queueAbandoned:
      "Items wait in a queue, and every task that took items from it has ended."
    case .queueGrowing:
      "A queue without a limit grows steadily, and memory and waiting times with it."
    case .workerStarved:
      "Tasks that could run wait long for their turn: the loop has too much to do."
    }
  }

  /// What most often helps.
  var remedy: String {
    switch self {
    case .loopBlocked: "Compute on a background worker, or yield to the loop between steps."
    case .cancellationUnnoticed:
      "Check for cancellation between steps, and use waits that it can interrupt."
    case .taskOutlivesParent: "Start it in a task group, or cancel it and await its end."
    case .queueSaturated:
      "Add consumers or make them faster; a larger queue only makes the wait longer."
    case .timedOutWorkRunning: "Let the work notice its cancellation, and end soon after."
    case .errorUnobserved: "Keep the handle and await it, or catch the error in the task."
    case .resourceLeaked:
      "Release also on errors and cancellation: in a scope, or with defer."
    case .retryAmplification:
      "Wait longer before each retry, with jitter, and give retries a budget."
    case .poolStarved: "Enlarge the pool, or hold its connections for a shorter time."
    case .connectionPerUse:
      "Share one pool among all tasks, and release connections instead of closing them."
    case .deadlock:
      "Make sure that what each task waits for can happen, and give every wait a deadline."
    case .cancellationSwallowed:
      "Raise the cancellation again after cleaning up, and don't catch it in a loop."
    case .queueAbandoned:
      "Catch errors for each item, so that one of them doesn't end the consumer; or restart it."
    case .queueGrowing: "Give the queue a limit, so that producers wait, or add consumers."
    case .workerStarved:
      "Run fewer tasks at once, do less in each step, or spread the work over several processes."
    }
  }

  /// Whether the evidence says what is so now, and not only what has happened.
  var tellsWhatIs: Bool {
    switch self {
    case .deadlock, .queueAbandoned, .resourceLeaked, .poolStarved, .timedOutWorkRunning,
      .cancellationUnnoticed, .cancellationSwallowed, .workerStarved:
      true
    case .loopBlocked, .taskOutlivesParent, .queueSaturated, .errorUnobserved,
      .retryAmplification, .connectionPerUse, .queueGrowing:
      false
    }
  }

  /// When it fires.
  func threshold(_ thresholds: LintThresholds) -> String {
    switch self {
    case .loopBlocked:
      "held for \(text(thresholds.loopBlocked)), severe from \(text(thresholds.loopBlockedSevere))"
    case .cancellationUnnoticed: "not noticed for \(text(thresholds.cancellationUnnoticed))"
    case .taskOutlivesParent, .errorUnobserved, .resourceLeaked: "on the first occurrence"
    case .queueSaturated:
      """
      \(percent(thresholds.saturatedShare)) full for \(percent(thresholds.saturatedTimeShare)) \
      of \(text(thresholds.saturationWindow))
      """
    case .timedOutWorkRunning: "\(text(thresholds.timedOutWorkGrace)) after the deadline"
    case .retryAmplification:
      """
      \(thresholds.amplifiedRetries) retries in \(text(thresholds.retryWindow)), \
      \(percent(thresholds.immediateRetryShare)) of them at once
      """
    case .poolStarved:
      """
      waited for \(percent(thresholds.starvedTimeShare)) of \
      \(text(thresholds.starvationWindow))
      """
    case .connectionPerUse:
      """
      \(percent(thresholds.unpooledShare)) of \(thresholds.unpooledAcquisitions) acquisitions \
      or more in \(text(thresholds.starvationWindow))
      """
    case .deadlock: "immediately; for a join, after \(text(thresholds.joinGrace))"
    case .cancellationSwallowed:
      "still waits \(text(thresholds.cancellationSwallowed)) after it noticed"
    case .queueAbandoned: "items wait for \(text(thresholds.queueAbandoned))"
    case .queueGrowing:
      "\(thresholds.growthItems) items more in \(text(thresholds.growthWindow)), without falling"
    case .workerStarved: "could run, but waited for \(text(thresholds.workerStarved))"
    }
  }

  private func text(_ duration: Duration) -> String { TimeText.compact(duration) }

  private func percent(_ share: Double) -> String { NumberText.percent(share) }
}

extension Finding {
  /// What most often helps against its cause.
  var remedy: String {
    switch (lint, cause) {
    case (.poolStarved, .opening):
      """
      Opening connections is the bottleneck: keep them instead of breaking or closing them, \
      retry later, and open them faster.
      """
    case (.poolStarved, .leaked):
      """
      Tasks that have ended never released their places: release also on errors and \
      cancellation.
      """
    case (.poolStarved, .lockInUse):
      """
      Hold the lock for less time, don't wait for anything else while holding it, or use several \
      locks.
      """
    case (.poolStarved, .semaphoreInUse):
      "Raise the limit of the semaphore, or hold it for a shorter time."
    case (.deadlock, .heldByEachOther):
      "Acquire resources in the same order in all tasks, and give every wait a deadline."
    case (.deadlock, .awaitedByEachOther):
      "Let no task await one that waits for it, and give every wait a deadline."
    case (.deadlock, .awaitedWhileHolding):
      "Release what a task needs before awaiting its end, and give every wait a deadline."
    case (.deadlock, .itemsNotDone):
      "Mark each item as done, also when its task fails, and give the join a deadline."
    case (.loopBlocked, .blockingCall):
      "Await an asynchronous form of that call, or make it in a background worker."
    case (.queueGrowing, .neverTaken):
      "Start a task that takes the items, or don't put them there."
    default: lint.remedy
    }
  }
}

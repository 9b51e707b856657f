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
      "A task computed without giving its worker up; nothing else could run there meanwhile."
    case .cancellationUnnoticed: "A task was asked to stop and goes on as if it were not."
    case .taskOutlivesParent:
      "A task lives on although whoever started it has ended; nobody waits for it any more."
    case .queueSaturated:
      "The queue is as good as full most of the time: work comes in faster than it is done."
    case .timedOutWorkRunning:
      "Work goes on although its deadline has passed; whatever it still does is wasted."
    case .errorUnobserved: "Tasks failed, and since nobody kept their handles nobody can see why."
    case .resourceLeaked:
      "Tasks ended with resources in their hands; those can never be given to anybody again."
    case .retryAmplification:
      "Calls that fail are tried again at once, so that trouble makes more load and more trouble."
    case .poolStarved: "Tasks wait for the pool most of the time."
    case .connectionPerUse:
      "Nearly every use opens a connection of its own, and pays for that each time."
    case .deadlock: "Tasks wait for each other, or for what can never come."
    }
  }

  /// What most often helps.
  var remedy: String {
    switch self {
    case .loopBlocked: "Compute on a worker beside the loop, or give the loop up between steps."
    case .cancellationUnnoticed:
      "Look for the cancellation between steps, and wait in ways that it can end."
    case .taskOutlivesParent: "Start it in a task group, or ask it to stop and await its end."
    case .queueSaturated:
      "Add consumers or make them faster; a larger queue only makes the wait longer."
    case .timedOutWorkRunning: "Let the work notice that it is asked to stop, and stop soon."
    case .errorUnobserved: "Keep the handle and await it, or catch the error in the task."
    case .resourceLeaked:
      "Release in a way that errors and cancellations take as well: a scope, or a defer."
    case .retryAmplification: "Wait longer before each try, with jitter, and give tries a budget."
    case .poolStarved: "Enlarge the pool, or hold its connections for a shorter time."
    case .connectionPerUse:
      "Share one pool among all, and give connections back instead of closing them."
    case .deadlock:
      "Take resources in one order, call each item done, and put a deadline on every wait."
    }
  }

  /// When it fires.
  func threshold(_ thresholds: LintThresholds) -> String {
    switch self {
    case .loopBlocked:
      "held for \(text(thresholds.loopBlocked)), badly from \(text(thresholds.loopBlockedSevere))"
    case .cancellationUnnoticed: "not noticed for \(text(thresholds.cancellationUnnoticed))"
    case .taskOutlivesParent, .errorUnobserved, .resourceLeaked: "the first time"
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
      \(percent(thresholds.unpooledShare)) of \(thresholds.unpooledAcquisitions) acquisitions or more in \
      \(text(thresholds.starvationWindow))
      """
    case .deadlock: "at once; a join after \(text(thresholds.joinGrace))"
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
      "Opening connections is the bottleneck: keep them instead of breaking or closing them, retry later, and open them faster."
    case (.poolStarved, .leaked):
      "The places are lost to tasks that have ended: release in a way that errors and cancellations take as well."
    default: lint.remedy
    }
  }
}

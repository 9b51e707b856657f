import WeirAnalysis
import WeirEvents

extension Setting {
  private static let times = Duration.milliseconds(1)...Duration.seconds(3600)
  private static let windows = Duration.milliseconds(100)...Duration.seconds(3600)

  /// The thresholds of the lints.
  static let warnings: [Setting] = lints.flatMap(\.settings)

  /// The heading above a setting and those that belong with it.
  static func topic(of setting: Setting) -> String? {
    lints.first { $0.settings.contains { $0.name == setting.name } }?.topic
  }

  private static let lints: [(topic: String, settings: [Setting])] = [
    ("Loop, cancellation and deadlines", blocking), ("Full queues", saturation),
    ("Joins that never end", deadlocks), ("Retries", retries), ("Pools", pools),
    ("Consumers, growth and turns", realPrograms),
  ]

  private static let realPrograms: [Setting] = [
    .duration(
      "cancellation-swallowed", in: .warnings, times, \.thresholds.cancellationSwallowed,
      "Time after which a task that received its cancellation and still waits has swallowed it."),
    .duration(
      "queue-abandoned", in: .warnings, times, \.thresholds.queueAbandoned,
      "Time that items may wait in a queue after every task that took items from it has ended."),
    .duration(
      "growth-window", in: .warnings, windows, \.thresholds.growthWindow,
      "Length of time over which the growth of a queue without a limit is measured."),
    .count(
      "growth-items", in: .warnings, 1...1_000_000, \.thresholds.growthItems,
      "Minimum number of items by which a queue without a limit grows in growth-window."),
    .duration(
      "worker-starved", in: .warnings, times, \.thresholds.workerStarved,
      "Time that a task that could run may wait for its turn."),
  ]

  private static let blocking: [Setting] = [
    .duration(
      "loop-blocked", in: .warnings, times, \.thresholds.loopBlocked,
      "Time that one task may occupy a worker of the loop before it counts as blocked."),
    .duration(
      "loop-blocked-severely", in: .warnings, times, \.thresholds.loopBlockedSevere,
      "Time that one task may occupy a worker before it counts as severely blocked."),
    .duration(
      "cancellation-unnoticed", in: .warnings, times, \.thresholds.cancellationUnnoticed,
      "Time within which a cancelled task should notice the cancellation."),
    .duration(
      "timed-out-work-grace", in: .warnings, times, \.thresholds.timedOutWorkGrace,
      "Time that work may take to stop after its deadline."),
    .duration(
      "quiet", in: .warnings, times, \.thresholds.quiet,
      "Time without a recurrence before the warning about a recurring problem is cleared."),
  ]

  private static let saturation: [Setting] = [
    .share(
      "saturated-share", in: .warnings, \.thresholds.saturatedShare,
      "Share of its capacity from which a queue counts as nearly full."),
    .share(
      "saturated-time-share", in: .warnings, \.thresholds.saturatedTimeShare,
      "Minimum share of saturation-window for which a saturated queue is nearly full."),
    .share(
      "relieved-time-share", in: .warnings, \.thresholds.saturationClearedShare,
      """
      Maximum share of saturation-window for which a queue is nearly full once it no longer \
      counts as saturated. A value above saturated-time-share has no further effect.
      """),
    .duration(
      "saturation-window", in: .warnings, windows, \.thresholds.saturationWindow,
      "Length of time over which saturation is measured."),
  ]

  private static let deadlocks: [Setting] = [
    .duration(
      "join-grace", in: .warnings, times, \.thresholds.joinGrace,
      "Time before a join that no task can end counts as a deadlock."),
    .duration(
      "join-patience", in: .warnings, times, \.thresholds.joinTimeout,
      """
      Time before a join counts as a deadlock while items are taken and none is marked as done.
      """),
    .count(
      "forgotten-items", in: .warnings, 1...10_000, \.thresholds.forgottenItems,
      "Minimum number of items taken in a row without one being marked as done."),
  ]

  private static let retries: [Setting] = [
    .duration(
      "retry-window", in: .warnings, windows, \.thresholds.retryWindow,
      "Length of time over which retries are measured."),
    .count(
      "amplified-retries", in: .warnings, 1...10_000, \.thresholds.amplifiedRetries,
      "Minimum retries per retry-window before they count as amplified."),
    .duration(
      "back-off", in: .warnings, .microseconds(1)...Duration.seconds(60), \.thresholds.backOff,
      "Delay below which a retry counts as one without backoff."),
    .share(
      "hasty-share", in: .warnings, \.thresholds.immediateRetryShare,
      "Minimum share of the retries without backoff before they count as amplified."),
    .number(
      "amplification", in: .warnings, 1000...100_000, \.thresholds.amplification,
      "Minimum average number of attempts per call before retries count as amplified."),
  ]

  private static let pools: [Setting] = [
    .share(
      "starved-time-share", in: .warnings, \.thresholds.starvedTimeShare,
      "Minimum share of starvation-window for which tasks wait for a starved pool."),
    .share(
      "fed-time-share", in: .warnings, \.thresholds.starvationClearedShare,
      """
      Maximum share of starvation-window for which tasks wait for a pool once it no longer counts \
      as starved. A value above starved-time-share has no further effect.
      """),
    .duration(
      "starvation-window", in: .warnings, windows, \.thresholds.starvationWindow,
      "Length of time over which starvation and the use of connections are measured."),
    .count(
      "unpooled-acquisitions", in: .warnings, 1...10_000, \.thresholds.unpooledAcquisitions,
      """
      Minimum acquisitions per starvation-window before a pool counts as unpooled.
      """),
    .share(
      "unpooled-share", in: .warnings, \.thresholds.unpooledShare,
      """
      Minimum share of acquisitions that open a connection for one use before a pool counts as \
      unpooled.
      """),
  ]
}

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
  ]

  private static let blocking: [Setting] = [
    .duration(
      "loop-blocked", in: .warnings, times, \.thresholds.loopBlocked,
      "A worker of the loop that one task holds for this long is blocked."),
    .duration(
      "loop-blocked-severely", in: .warnings, times, \.thresholds.loopBlockedSevere,
      "A worker of the loop that one task holds for this long is badly blocked."),
    .duration(
      "cancellation-unnoticed", in: .warnings, times, \.thresholds.cancellationUnnoticed,
      "A task that was asked to stop this long ago should have noticed."),
    .duration(
      "timed-out-work-grace", in: .warnings, times, \.thresholds.timedOutWorkGrace,
      "How long work whose deadline has passed may take to stop."),
    .duration(
      "quiet", in: .warnings, times, \.thresholds.quiet,
      "A warning about what comes again and again goes once it has stayed away for this long."),
  ]

  private static let saturation: [Setting] = [
    .share(
      "saturated-share", in: .warnings, \.thresholds.saturatedShare,
      "A queue is as good as full from this share of its capacity on."),
    .share(
      "saturated-time-share", in: .warnings, \.thresholds.saturatedTimeShare,
      "A queue is saturated if it is as good as full for this share of saturation-window."),
    .share(
      "relieved-time-share", in: .warnings, \.thresholds.saturationClearedShare,
      """
      A queue is no longer saturated once it is as good as full for this share of saturation-window, or less. It \
      counts for no more than saturated-time-share.
      """),
    .duration(
      "saturation-window", in: .warnings, windows, \.thresholds.saturationWindow,
      "The stretch of time over which saturation is judged."),
  ]

  private static let deadlocks: [Setting] = [
    .duration(
      "join-grace", in: .warnings, times, \.thresholds.joinGrace,
      "A join that nobody can end is called a deadlock after this long."),
    .duration(
      "join-patience", in: .warnings, times, \.thresholds.joinTimeout,
      """
      A join is called a deadlock after this long if items are taken all the time and none is called done.
      """),
    .count(
      "forgotten-items", in: .warnings, 1...10_000, \.thresholds.forgottenItems,
      "How many items, at least, are taken in a row without one being called done."),
  ]

  private static let retries: [Setting] = [
    .duration(
      "retry-window", in: .warnings, windows, \.thresholds.retryWindow,
      "The stretch of time over which retries are judged."),
    .count(
      "amplified-retries", in: .warnings, 1...10_000, \.thresholds.amplifiedRetries,
      "How many retries there are, at least, in retry-window."),
    .duration(
      "back-off", in: .warnings, .microseconds(1)...Duration.seconds(60), \.thresholds.backOff,
      "A retry after a shorter delay came without back-off."),
    .share(
      "hasty-share", in: .warnings, \.thresholds.immediateRetryShare,
      "The share of the retries, at least, that came without back-off."),
    .number(
      "amplification", in: .warnings, 1000...100_000, \.thresholds.amplification,
      "How many attempts, at least, a call takes on average."),
  ]

  private static let pools: [Setting] = [
    .share(
      "starved-time-share", in: .warnings, \.thresholds.starvedTimeShare,
      "A pool is starved if tasks wait for it for this share of starvation-window."),
    .share(
      "fed-time-share", in: .warnings, \.thresholds.starvationClearedShare,
      """
      A pool is no longer starved once tasks wait for it for this share of starvation-window, or less. It counts \
      for no more than starved-time-share.
      """),
    .duration(
      "starvation-window", in: .warnings, windows, \.thresholds.starvationWindow,
      "The stretch of time over which starvation is judged, and the use of connections."),
    .count(
      "unpooled-acquisitions", in: .warnings, 1...10_000, \.thresholds.unpooledAcquisitions,
      """
      How many acquisitions a pool has in starvation-window, at least, before connection-per-use is raised.
      """),
    .share(
      "unpooled-share", in: .warnings, \.thresholds.unpooledShare,
      """
      connection-per-use is raised if this share of the acquisitions, or more, opened a connection for one use.
      """),
  ]
}

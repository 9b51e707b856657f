import WeirEvents

/// The thresholds at which lints fire.
///
/// A duration below a nanosecond counts as one nanosecond, so that no lint checks the same instant
/// twice. A window counts as at least 100 milliseconds; it is checked ten times. A share below 0 or
/// not a number counts as 0, one above 1 as 1; a count below 1 counts as 1.
public struct LintThresholds: Hashable, Sendable {
  /// How long a task must occupy a worker of the loop for a block.
  public var loopBlocked = Duration.milliseconds(100)
  /// How long a task must occupy a worker of the loop for a severe block.
  public var loopBlockedSevere = Duration.seconds(1)
  /// How long after its cancellation a task should have noticed it.
  public var cancellationUnnoticed = Duration.seconds(1)
  /// How long work may take to stop after its deadline has passed.
  public var timedOutWorkGrace = Duration.milliseconds(50)
  /// The share of a queue's capacity from which it counts as full, from 0 to 1.
  public var saturatedShare = 0.9
  /// The share of the window for which a saturated queue is full, from 0 to 1.
  public var saturatedTimeShare = 0.8
  /// The window over which saturation is measured.
  public var saturationWindow = Duration.seconds(10)
  /// The share of the window at or below which a full queue is no longer saturated, from 0 to 1.
  public var saturationClearedShare = 0.5
  /// How long a join that no task can end must last to be a deadlock.
  public var joinGrace = Duration.seconds(1)
  /// How long a join must last to be a deadlock if items are taken and none is marked done.
  public var joinTimeout = Duration.seconds(5)
  /// The minimum number of items taken in a row without one being marked done.
  public var forgottenItems = 32
  /// How long a recurring problem must not occur until its finding is cleared.
  public var quiet = Duration.seconds(5)
  /// The window over which retries are counted.
  public var retryWindow = Duration.seconds(10)
  /// The minimum number of retries in that window.
  public var amplifiedRetries = 10
  /// The delay below which a retry counts as one without backoff.
  public var backOff = Duration.milliseconds(1)
  /// The minimum share of retries without backoff, from 0 to 1.
  public var immediateRetryShare = 0.9
  /// The minimum average number of attempts per call.
  public var amplification = 1.5
  /// The share of the window for which tasks wait for a starved pool, from 0 to 1.
  public var starvedTimeShare = 0.8
  /// The share of the window at or below which a pool that tasks wait for is no longer starved,
  /// from 0 to 1.
  public var starvationClearedShare = 0.5
  /// The window over which starvation is measured.
  public var starvationWindow = Duration.seconds(10)
  /// The minimum number of acquisitions in that window for a finding about a connection per use.
  public var unpooledAcquisitions = 10
  /// The minimum share of acquisitions whose connection was opened for one use, from 0 to 1.
  public var unpooledShare = 0.9
  /// How long after it has received its cancellation a task that still waits has swallowed it.
  public var cancellationSwallowed = Duration.seconds(1)
  /// How long items must wait in a queue whose every consumer has ended.
  public var queueAbandoned = Duration.seconds(1)
  /// The window over which the growth of a queue without a limit is measured.
  public var growthWindow = Duration.seconds(10)
  /// The minimum number of items by which such a queue grows in that window.
  public var growthItems = 100
  /// How long a task that could run must wait for its turn.
  public var workerStarved = Duration.milliseconds(100)

  /// Creates the default thresholds.
  public init() {}

  /// The same thresholds within their ranges, where no finding is cleared above the limit at which
  /// it is raised.
  var ordered: LintThresholds {
    var ordered = self
    let lengths: [WritableKeyPath<LintThresholds, Duration>] = [
      \.loopBlocked, \.loopBlockedSevere, \.cancellationUnnoticed,
      \.timedOutWorkGrace, \.saturationWindow, \.joinGrace,
      \.joinTimeout, \.quiet, \.retryWindow,
      \.backOff, \.starvationWindow, \.cancellationSwallowed,
      \.queueAbandoned, \.growthWindow, \.workerStarved,
    ]
    for length in lengths {
      ordered[keyPath: length] = max(self[keyPath: length].bounded, .nanoseconds(1))
    }
    let windows: [WritableKeyPath<LintThresholds, Duration>] = [
      \.saturationWindow, \.retryWindow, \.starvationWindow, \.growthWindow,
    ]
    for window in windows {
      ordered[keyPath: window] = max(ordered[keyPath: window], .milliseconds(100))
    }
    let counts: [WritableKeyPath<LintThresholds, Int>] = [
      \.forgottenItems, \.amplifiedRetries, \.unpooledAcquisitions, \.growthItems,
    ]
    for count in counts { ordered[keyPath: count] = max(self[keyPath: count], 1) }
    let shares: [WritableKeyPath<LintThresholds, Double>] = [
      \.saturatedShare, \.saturatedTimeShare, \.saturationClearedShare,
      \.immediateRetryShare, \.amplification, \.starvedTimeShare,
      \.starvationClearedShare, \.unpooledShare,
    ]
    for share in shares {
      let value = self[keyPath: share]
      let most = share == \.amplification ? 1_000_000.0 : 1
      ordered[keyPath: share] = value.isNaN ? 0 : min(max(value, 0), most)
    }
    ordered.saturationClearedShare = min(ordered.saturationClearedShare, ordered.saturatedTimeShare)
    ordered.starvationClearedShare = min(ordered.starvationClearedShare, ordered.starvedTimeShare)
    return ordered
  }
}

import WeirEvents

/// From where on the lints speak.
///
/// A length of time below a nanosecond counts as one: no lint looks again at an instant that it has
/// looked at. A stretch of time over which something is judged counts as at least 100 milliseconds:
/// it is looked at ten times in each. A share below 0, or that is no number, counts as 0, and one
/// above 1 as 1; a count below 1 counts as 1.
public struct LintThresholds: Hashable, Sendable {
  /// A worker held by one task for this long is blocked.
  public var loopBlocked = Duration.milliseconds(100)
  /// A worker held by one task for this long is badly blocked.
  public var loopBlockedSeverely = Duration.seconds(1)
  /// A task that was asked to stop this long ago should have noticed.
  public var cancellationUnnoticed = Duration.seconds(1)
  /// How long work whose deadline has passed may take to stop.
  public var timedOutWorkGrace = Duration.milliseconds(50)
  /// A queue is as good as full from this share of its capacity on.
  public var saturatedShare = 0.9
  /// A queue is saturated if it is as good as full for this share of the window.
  public var saturatedTimeShare = 0.8
  /// The stretch of time over which saturation is judged.
  public var saturationWindow = Duration.seconds(10)
  /// A queue is no longer saturated once this share of the window, or less, is as good as full.
  public var relievedTimeShare = 0.5
  /// A join that nobody can end is called a deadlock after this long.
  public var joinGrace = Duration.seconds(1)
  /// A join is called a deadlock after this long if items are taken all the time and none is called
  /// done.
  public var joinPatience = Duration.seconds(5)
  /// How many items, at least, have to be taken in a row without one being called done.
  public var forgottenItems = 32
  /// How long a fact that comes again and again has to stay away until it holds no longer.
  public var quiet = Duration.seconds(5)
  /// The stretch of time over which retries are judged.
  public var retryWindow = Duration.seconds(10)
  /// How many retries there have to be, at least, in that time.
  public var amplifiedRetries = 10
  /// A retry after a shorter delay came without back-off.
  public var backOff = Duration.milliseconds(1)
  /// The share of the retries, at least, that came without back-off.
  public var hastyShare = 0.9
  /// How many attempts, at least, a call takes on average.
  public var amplification = 1.5
  /// A pool is starved if tasks wait for it for this share of the window.
  public var starvedTimeShare = 0.8
  /// A pool is no longer starved once tasks wait for it for this share of the window, or less.
  public var fedTimeShare = 0.5
  /// The stretch of time over which starvation is judged.
  public var starvationWindow = Duration.seconds(10)
  /// A connection per use is told of from so many acquisitions in that time on.
  public var unpooledAcquisitions = 10
  /// The share of the acquisitions, at least, whose connection was opened for one use.
  public var unpooledShare = 0.9

  public init() {}

  /// The same, with lengths that there are, and with no limit at which a finding is taken down
  /// above that at which it is put up.
  var ordered: LintThresholds {
    var ordered = self
    let lengths: [WritableKeyPath<LintThresholds, Duration>] = [
      \.loopBlocked, \.loopBlockedSeverely, \.cancellationUnnoticed,
      \.timedOutWorkGrace, \.saturationWindow, \.joinGrace,
      \.joinPatience, \.quiet, \.retryWindow,
      \.backOff, \.starvationWindow,
    ]
    for length in lengths {
      ordered[keyPath: length] = max(self[keyPath: length].bounded, .nanoseconds(1))
    }
    let windows: [WritableKeyPath<LintThresholds, Duration>] = [
      \.saturationWindow, \.retryWindow, \.starvationWindow,
    ]
    for window in windows {
      ordered[keyPath: window] = max(ordered[keyPath: window], .milliseconds(100))
    }
    let counts: [WritableKeyPath<LintThresholds, Int>] = [
      \.forgottenItems, \.amplifiedRetries, \.unpooledAcquisitions,
    ]
    for count in counts { ordered[keyPath: count] = max(self[keyPath: count], 1) }
    let shares: [WritableKeyPath<LintThresholds, Double>] = [
      \.saturatedShare, \.saturatedTimeShare, \.relievedTimeShare,
      \.hastyShare, \.amplification, \.starvedTimeShare,
      \.fedTimeShare, \.unpooledShare,
    ]
    for share in shares {
      let value = self[keyPath: share]
      let most = share == \.amplification ? 1_000_000.0 : 1
      ordered[keyPath: share] = value.isNaN ? 0 : min(max(value, 0), most)
    }
    ordered.relievedTimeShare = min(ordered.relievedTimeShare, ordered.saturatedTimeShare)
    ordered.fedTimeShare = min(ordered.fedTimeShare, ordered.starvedTimeShare)
    return ordered
  }
}

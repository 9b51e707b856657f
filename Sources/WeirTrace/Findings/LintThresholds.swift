/// From where on the lints speak.
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
  /// A join that cannot end is called a deadlock after it has waited this long.
  public var joinGrace = Duration.seconds(1)

  public init() {}
}

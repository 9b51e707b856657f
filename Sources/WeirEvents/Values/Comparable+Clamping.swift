extension Comparable {
  /// The value itself, or the end of the range that is nearest to it.
  @inlinable
  package func clamped(to limits: ClosedRange<Self>) -> Self {
    min(max(self, limits.lowerBound), limits.upperBound)
  }
}

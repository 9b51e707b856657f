extension FixedWidthInteger where Self: SignedInteger {
  /// The sum, or the nearest number that can be represented.
  @inlinable
  package func saturatingPlus(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The product, or the nearest number that can be represented.
  @inlinable
  package func saturatingTimes(_ other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }
}

extension RandomAccessCollection {
  /// The index of the first element that passes a test which all elements after it pass as well;
  /// the end if none does.
  ///
  /// - Complexity: Logarithmic in the number of elements.
  @inlinable
  package func partitioningIndex(where passes: (Element) -> Bool) -> Index {
    var (low, count) = (startIndex, count)
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if passes(self[middle]) {
        count = half
      } else {
        (low, count) = (index(after: middle), count - half - 1)
      }
    }
    return low
  }
}

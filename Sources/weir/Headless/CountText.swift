/// A count of things in words: `1 item`, `2 items`.
struct CountText: CustomStringConvertible {
  let description: String

  /// - Parameter many: The plural, if adding an `s` is not enough.
  init(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) {
    description = "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}

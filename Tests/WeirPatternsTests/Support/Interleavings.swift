import Foundation

/// How many seeds, and so interleavings, a property of a pattern is held against.
///
/// A thousand while you work, so that all tests end soon; `.ci/run` asks for ten thousand by
/// `WEIR_INTERLEAVINGS`.
enum Interleavings {
  static let count: UInt64 =
    ProcessInfo.processInfo.environment["WEIR_INTERLEAVINGS"].flatMap(UInt64.init) ?? 1000

  static let seeds = 0..<count
}

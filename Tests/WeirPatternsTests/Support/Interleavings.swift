import Foundation

/// The seeds, and so interleavings, with which each property of a pattern is checked.
///
/// A thousand by default, so that the tests are quick; `.ci/run` sets ten thousand with
/// `WEIR_INTERLEAVINGS`.
enum Interleavings {
  static let count: UInt64 =
    ProcessInfo.processInfo.environment["WEIR_INTERLEAVINGS"].flatMap(UInt64.init) ?? 1000

  static let seeds = 0..<count
}

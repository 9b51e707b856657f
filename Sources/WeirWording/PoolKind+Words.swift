package import WeirEvents

extension PoolKind {
  /// A pool's name with its kind, unless the name says it: `lock db`, `semaphore slots`; a pool of
  /// other resources is its name alone.
  package func title(_ pool: String) -> String {
    self == .pool || pool.lowercased().contains(name) ? pool : "\(name) \(pool)"
  }
}

/// What a pool is in its program: a lock and a semaphore are pools, too.
public enum PoolKind: UInt8, EventWord {
  /// A pool of connections, or a kind of resource.
  case pool
  /// A lock, which one task holds at a time.
  case lock
  /// A semaphore, which a limited number of tasks hold at a time.
  case semaphore

  /// The kind as it is written in a log.
  public var name: String {
    switch self {
    case .pool: "pool"
    case .lock: "lock"
    case .semaphore: "semaphore"
    }
  }
}

extension PoolKind {
  /// The name of a pool with its kind, unless the name says it: `lock db`, `semaphore slots`. A
  /// pool of other resources is its name alone.
  public func title(_ pool: String) -> String {
    self == .pool || pool.lowercased().contains(name) ? pool : "\(name) \(pool)"
  }
}

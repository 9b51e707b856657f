extension TraceDigest {
  mutating func foldPool(_ kind: Event.Kind) {
    switch kind {
    case .poolCreated(let pool, let name, let capacity):
      words.add(30, number: pool.rawValue)
      words.add(name)
      words.add(capacity: capacity)
    case .poolReconfigured(let pool, let capacity):
      words.add(31, number: pool.rawValue)
      words.add(capacity: capacity)
    case .resourceAcquired(let pool, let task, let resource): words.add(32, pool, task, resource)
    case .resourceReleased(let pool, let task, let resource): words.add(33, pool, task, resource)
    case .resourceLeaked(let pool, let task, let resource): words.add(34, pool, task, resource)
    case .acquireTimedOut(let pool, let task):
      words.add(35, number: pool.rawValue)
      words.add(task)
    case .connectionOpened(let pool, let task, let resource): words.add(36, pool, task, resource)
    case .connectionClosed(let pool, let task, let resource, let cause):
      words.add(37, pool, task, resource)
      words.add(UInt64(cause.rawValue))
    case .poolClosed(let pool): words.add(38, number: pool.rawValue)
    default: break
    }
  }

  mutating func foldBatch(_ kind: Event.Kind) {
    switch kind {
    case .batcherCreated(let batcher, let name, let size, let linger):
      words.add(39, number: batcher.rawValue)
      words.add(name)
      words.add(UInt64(size), linger)
    case .batcherReconfigured(let batcher, let size, let linger):
      words.add(40, number: batcher.rawValue)
      words.add(UInt64(size), linger)
    case .batchOpened(let batcher, let task, let due):
      words.add(41, batcher, task)
      words.add(UInt64(bitPattern: due.nanoseconds))
    case .itemBatched(let batcher, let task, let size):
      words.add(42, batcher, task)
      words.add(UInt64(size))
    case .batchFlushed(let batcher, let task, let size, let cause):
      words.add(43, batcher, task)
      words.add(UInt64(size))
      words.add(UInt64(cause.rawValue))
    case .batchEnded(let batcher, let task, let size):
      words.add(44, batcher, task)
      words.add(UInt64(size))
    case .itemWithdrawn(let batcher, let task, let size):
      words.add(53, batcher, task)
      words.add(UInt64(size))
    default: break
    }
  }

  mutating func foldWork(_ kind: Event.Kind) {
    switch kind {
    case .requestStarted(let task): words.add(45, task)
    case .requestEnded(let task, let outcome):
      words.add(46, task)
      words.add(UInt64(outcome.rawValue))
    case .attemptStarted(let task, let attempt):
      words.add(47, task)
      words.add(UInt64(attempt))
    case .retryScheduled(let task, let attempt, let delay):
      words.add(48, task)
      words.add(UInt64(attempt), delay)
    case .retriesExhausted(let task, let attempts, let cause):
      words.add(49, task)
      words.add(UInt64(attempts))
      words.add(UInt64(cause.rawValue))
    case .errorUnobserved(let task, let error):
      words.add(50, task)
      words.add(error)
    case .shutdownPhaseBegan(let task, let phase, let remaining, let until):
      words.add(51, task)
      words.add(UInt64(phase.rawValue))
      words.add(UInt64(remaining))
      words.add(UInt64(bitPattern: until.nanoseconds))
    case .workerCreated(let worker, let name):
      words.add(52, number: worker.rawValue)
      words.add(name)
    default: break
    }
  }
}

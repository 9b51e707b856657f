import WeirEngine
import WeirTrace

/// Events of all kinds that no program makes: out of order, about what there is and what there
/// isn't, with every number at its ends.
struct AnyEvents {
  private var luck: RandomStream
  private let numbers: [UInt32]
  private let instants: [Int64]

  /// Some sequences keep to few numbers, so that much happens to each; all times are those of a
  /// run, or any at all.
  init(seed: UInt64) {
    luck = RandomStream(seed: seed, name: "any-events")
    numbers = seed % 2 == 0 ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 7, .max - 1, .max]
    instants =
      seed % 3 == 0
      ? [.min, .min + 1, -1, 0, 1, 1_000_000_000, .max / 2, .max - 1, .max]
      : [0, 1, 1_000_000, 50_000_000, 1_000_000_000, 9_000_000_000, 60_000_000_000]
  }

  /// So many events.
  mutating func next(_ count: Int) -> [Event] {
    (0..<count).map { _ in Event(instant(), kind()) }
  }

  mutating func instant() -> VirtualInstant { VirtualInstant(nanoseconds: pick(instants)) }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[luck.next(below: values.count)]
  }

  private mutating func number() -> UInt32 { pick(numbers) }
  private mutating func task() -> TaskID { TaskID(number()) }
  private mutating func queue() -> QueueID { QueueID(number()) }
  private mutating func pool() -> PoolID { PoolID(number()) }
  private mutating func batcher() -> BatcherID { BatcherID(number()) }
  private mutating func worker() -> WorkerID { WorkerID(number()) }
  private mutating func resource() -> ResourceID { ResourceID(number()) }
  private mutating func timeout() -> TimeoutID { TimeoutID(pick([0, 1, 2, 3, 4, .max])) }
  private mutating func item() -> ItemID { ItemID(pick([0, 1, 2, 3, 4, .max])) }
  private mutating func name() -> Label { Label(symbol(), number()) }
  private mutating func symbol() -> Symbol { Symbol(pick(["", "a", "b", "worker", "server"])) }
  private mutating func length() -> Duration {
    pick([.zero, .seconds(-1), .seconds(1), .seconds(Int64.max), Duration(attoseconds: .min)])
  }
  private mutating func capacity() -> UInt32? { pick([nil, number()]) }
  private mutating func outcome() -> TaskOutcome { pick(TaskOutcome.allCases) }

  private mutating func wait() -> Wait {
    switch luck.next(below: 10) {
    case 0: .sleep(until: instant())
    case 1: .queuePut(queue())
    case 2: .queueGet(queue())
    case 3: .join(queue())
    case 4: .child(task())
    case 5: .work(worker())
    case 6: .poolAcquire(pool())
    case 7: .batch(batcher())
    case 8: .children
    default: .offload
    }
  }
}

extension AnyEvents {
  private mutating func kind() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0, 1, 2, 3: task()
    case 4: queue()
    case 5: pool()
    case 6: batch()
    case 7: work()
    default: other()
    }
  }

  private mutating func task() -> Event.Kind {
    switch luck.next(below: 10) {
    case 0, 1: .taskCreated(task(), name: name(), role: symbol(), parent: task())
    case 2: .taskBecameReady(task())
    case 3: .taskResumed(task())
    case 4, 5: .taskSuspended(task(), on: wait(), at: .unknown)
    case 6: .taskFinished(task(), outcome(), error: symbol())
    case 7: .cancellationRequested(task(), by: task())
    case 8: .cancellationNoticed(task())
    default: pick([.cleanupStarted(task()), .cleanupEnded(task())])
    }
  }

  private mutating func queue() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0:
      .queueCreated(
        queue(), name: name(), capacity: capacity(), overflow: pick(OverflowPolicy.allCases))
    case 1:
      .queueReconfigured(queue(), capacity: capacity(), overflow: pick(OverflowPolicy.allCases))
    case 2, 3: .itemEnqueued(queue(), by: task(), item: item(), depth: number())
    case 4, 5: .itemDequeued(queue(), by: task(), item: item(), depth: number())
    case 6:
      .itemDropped(
        queue(), by: task(), item: item(), cause: pick(DropCause.allCases), depth: number())
    case 7: .itemDone(queue(), by: task(), unfinished: number())
    default: .queueClosed(queue())
    }
  }

  private mutating func pool() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0: .poolCreated(pool(), name: name(), capacity: capacity())
    case 1: .poolReconfigured(pool(), capacity: capacity())
    case 2: .resourceAcquired(pool(), by: task(), resource: resource())
    case 3: .resourceReleased(pool(), by: task(), resource: resource())
    case 4: .resourceLeaked(pool(), by: task(), resource: resource())
    case 5: .acquireTimedOut(pool(), by: task())
    case 6: .connectionOpened(pool(), by: task(), resource: resource())
    case 7:
      .connectionClosed(
        pool(), by: task(), resource: resource(), cause: pick(CloseCause.allCases))
    default: .poolClosed(pool())
    }
  }

  private mutating func batch() -> Event.Kind {
    switch luck.next(below: 7) {
    case 0: .batcherCreated(batcher(), name: name(), size: number(), linger: length())
    case 1: .batcherReconfigured(batcher(), size: number(), linger: length())
    case 2: .batchOpened(batcher(), by: task(), due: instant())
    case 3: .itemBatched(batcher(), by: task(), size: number())
    case 4: .itemWithdrawn(batcher(), by: task(), size: number())
    case 5:
      .batchFlushed(batcher(), by: task(), size: number(), cause: pick(FlushCause.allCases))
    default: .batchEnded(batcher(), by: task(), size: number())
    }
  }

  private mutating func work() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0: .requestStarted(task())
    case 1: .requestEnded(task(), outcome())
    case 2: .attemptStarted(task(), attempt: number())
    case 3: .retryScheduled(task(), attempt: number(), delay: length())
    case 4:
      .retriesExhausted(task(), attempts: number(), cause: pick(ExhaustionCause.allCases))
    case 5: .errorThrown(task(), error: symbol())
    case 6: .errorCaught(task(), error: symbol())
    case 7: .errorUnobserved(task(), error: symbol())
    default:
      .shutdownPhaseBegan(
        by: task(), pick(ShutdownPhase.allCases), remaining: number(), until: instant())
    }
  }

  private mutating func other() -> Event.Kind {
    switch luck.next(below: 12) {
    case 0, 1: .timeoutArmed(timeout(), by: task(), deadline: instant())
    case 2: .timeoutMet(timeout(), by: task())
    case 3: .timeoutFired(timeout(), by: task())
    case 4: .timeoutCancelled(timeout(), by: task())
    case 5: .timedOutWorkEnded(timeout(), by: task())
    case 6: .workerCreated(worker(), name: name())
    case 7, 8: .workerOccupied(worker(), by: task())
    case 9: .workerFreed(worker(), by: task())
    case 10: .parameterChanged(name: symbol(), value: symbol())
    default:
      pick([
        .pitfallSwitched(name: symbol()), .triggered(name: symbol()), .markerSet(name: symbol()),
      ])
    }
  }
}

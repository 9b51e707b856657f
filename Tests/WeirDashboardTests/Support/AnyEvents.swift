import WeirEngine
import WeirAnalysis
import WeirEvents

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
    case 8: .children()
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
    case 0, 1: .task(task(), .created(name: name(), role: symbol(), parent: task()))
    case 2: .task(task(), .becameReady())
    case 3: .task(task(), .resumed)
    case 4, 5: .task(task(), .suspended(on: wait(), at: .unknown))
    case 6: .task(task(), .finished(outcome(), error: symbol()))
    case 7: .task(task(), .cancellationRequested(by: task()))
    case 8: .task(task(), .cancellationNoticed)
    default: pick([.task(task(), .cleanupStarted), .task(task(), .cleanupEnded)])
    }
  }

  private mutating func queue() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0:
      .queue(
        queue(),
        .created(name: name(), capacity: capacity(), overflow: pick(OverflowPolicy.allCases)))
    case 1:
      .queue(queue(), .reconfigured(capacity: capacity(), overflow: pick(OverflowPolicy.allCases)))
    case 2, 3: .queue(queue(), .enqueued(by: task(), item: item(), depth: number()))
    case 4, 5: .queue(queue(), .dequeued(by: task(), item: item(), depth: number()))
    case 6:
      .queue(
        queue(),
        .dropped(by: task(), item: item(), cause: pick(DropCause.allCases), depth: number()))
    case 7: .queue(queue(), .done(by: task(), item: .unknown, unfinished: number()))
    default: .queue(queue(), .closed)
    }
  }

  private mutating func pool() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0: .pool(pool(), .created(name: name(), capacity: capacity()))
    case 1: .pool(pool(), .reconfigured(capacity: capacity()))
    case 2: .pool(pool(), .acquired(by: task(), resource: resource()))
    case 3: .pool(pool(), .released(by: task(), resource: resource()))
    case 4: .pool(pool(), .leaked(by: task(), resource: resource()))
    case 5: .pool(pool(), .acquireTimedOut(by: task()))
    case 6: .pool(pool(), .connectionOpened(by: task(), resource: resource()))
    case 7:
      .pool(
        pool(),
        .connectionClosed(by: task(), resource: resource(), cause: pick(CloseCause.allCases)))
    default: .pool(pool(), .closed)
    }
  }

  private mutating func batch() -> Event.Kind {
    switch luck.next(below: 7) {
    case 0: .batch(batcher(), .created(name: name(), linger: length(), size: number()))
    case 1: .batch(batcher(), .reconfigured(size: number(), linger: length()))
    case 2: .batch(batcher(), .opened(by: task(), due: instant()))
    case 3: .batch(batcher(), .itemAdded(by: task(), size: number()))
    case 4: .batch(batcher(), .itemWithdrawn(by: task(), size: number()))
    case 5:
      .batch(batcher(), .flushed(by: task(), size: number(), cause: pick(FlushCause.allCases)))
    default: .batch(batcher(), .ended(by: task(), size: number()))
    }
  }

  private mutating func work() -> Event.Kind {
    switch luck.next(below: 9) {
    case 0: .request(task(), .started)
    case 1: .request(task(), .ended(outcome()))
    case 2: .request(task(), .attemptStarted(number()))
    case 3: .request(task(), .retryScheduled(attempt: number(), delay: length()))
    case 4:
      .request(task(), .retriesExhausted(attempts: number(), cause: pick(ExhaustionCause.allCases)))
    case 5: .error(task(), .thrown(symbol()))
    case 6: .error(task(), .caught(symbol()))
    case 7: .error(task(), .unobserved(symbol()))
    default:
      .shutdown(
        task(), .phaseBegan(pick(ShutdownPhase.allCases), remaining: number(), until: instant()))
    }
  }

  private mutating func other() -> Event.Kind {
    switch luck.next(below: 12) {
    case 0, 1: .timeout(timeout(), .armed(by: task(), deadline: instant()))
    case 2: .timeout(timeout(), .met(by: task()))
    case 3: .timeout(timeout(), .fired(by: task()))
    case 4: .timeout(timeout(), .cancelled(by: task()))
    case 5: .timeout(timeout(), .workEnded(by: task()))
    case 6: .worker(worker(), .created(name: name()))
    case 7, 8: .worker(worker(), .occupied(by: task()))
    case 9: .worker(worker(), .freed(by: task()))
    case 10: .input(.parameterChanged(name: symbol(), value: symbol()))
    default:
      pick([
        .input(.pitfallSwitched(name: symbol())), .input(.triggered(name: symbol())),
        .input(.markerSet(name: symbol())),
      ])
    }
  }
}

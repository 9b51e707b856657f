package import WeirEvents
import WeirScreen

/// An event as a sentence, and its tone.
package struct EventSentence: Sendable {
  package let text: String
  package let tone: Tone

  /// The kind of event, which decides the colour.
  package enum Tone: Sendable {
    case quiet, flow, good, warning, bad, user
  }

  package init(_ entry: NamedEvent) {
    let subject = entry.task.description
    let place = entry.poolKind.title(entry.place.description)
    let now = entry.event.instant
    switch entry.event.kind {
    case .task(_, let event): self = EventSentence.task(event, entry, subject, place)
    case .queue(_, .closed) where entry.isObservedQueue:
      self = EventSentence("\(place) is no longer in use", .quiet)
    case .queue(_, let event): self = EventSentence.queue(event, entry.count, subject, place)
    case .timeout(_, let event): self = EventSentence.timeout(event, now, subject)
    case .pool(_, let event): self = EventSentence.pool(event, subject, place, entry.poolKind)
    case .batch(_, let event): self = EventSentence.batch(event, now, subject, place)
    case .request(_, let event): self = EventSentence.request(event, subject)
    case .error(_, let event): self = EventSentence.error(event, subject)
    case .shutdown(_, let event): self = EventSentence.shutdown(event, now, subject)
    case .worker(let worker, let event): self = EventSentence.worker(event, worker, subject)
    case .input(let event): self = EventSentence.input(event)
    case .source(let event): self = EventSentence.source(event)
    }
  }

  package init(_ text: String, _ tone: Tone) {
    self.text = text
    self.tone = tone
  }
}

extension EventSentence {
  private static func task(
    _ event: TaskEvent, _ entry: NamedEvent, _ subject: String, _ place: String
  ) -> Self {
    switch event {
    case .created(_, _, let parent, _):
      parent == .none
        ? .init("\(subject) started", .good) : .init("\(entry.other) started \(subject)", .good)
    case .suspended(let wait, _): suspended(entry, wait, subject, place)
    case .finished(let outcome, let error): finished(subject, outcome, error)
    case .becameReady: .init("\(subject) is ready", .quiet)
    case .resumed: .init("\(subject) runs", .quiet)
    case .cancellationRequested(let by, _):
      by == .none
        ? .init("\(subject) was cancelled", .warning)
        : .init("\(entry.other) cancelled \(subject)", .warning)
    case .cancellationNoticed: .init("\(subject) noticed the cancellation", .warning)
    case .cleanupStarted: .init("\(subject) is cleaning up", .warning)
    case .cleanupEnded: .init("\(subject) has cleaned up", .good)
    case .renamed(let name): .init("\(subject) is now called \(name)", .quiet)
    case .cancellationSwallowed: .init("\(subject) was cancelled and continued", .bad)
    }
  }

  private static func suspended(
    _ entry: NamedEvent, _ wait: Wait, _ subject: String, _ place: String
  ) -> Self {
    let tone: Tone = Activity(wait).isHeldUp ? .warning : .quiet
    return .init("\(subject) \(beginning(wait, entry, place))", tone)
  }

  /// `sleeps 3s`, `sleeps forever`, `waits: intake is full`.
  private static func beginning(
    _ wait: Wait, _ entry: NamedEvent, _ place: String
  ) -> String {
    let words = wait.kind.words
    switch wait {
    case .sleep(.endOfTime): return "sleeps forever"
    case .sleep(let until):
      let length = TimeText.short(entry.event.instant.duration(to: until))
      if let item = entry.item {
        return WaitWords.serving.event("item \(item.rawValue) for \(length)")
      }
      return entry.isServing ? WaitWords.serving.event("for \(length)") : words.event(length)
    case .child: return words.event(entry.other.description)
    case .other(let what): return words.event(what.description)
    case .poolAcquire where entry.poolKind != .pool: return words.sentence(place)
    case .queuePut, .queueGet, .join, .work, .poolAcquire, .batch, .children, .offload:
      return words.event(place)
    }
  }

  private static func finished(_ subject: String, _ outcome: TaskOutcome, _ error: Symbol) -> Self {
    switch outcome {
    case .completed: .init("\(subject) finished", .good)
    case .failed: .init("\(subject) failed: \(error)", .bad)
    case .cancelled: .init("\(subject) ended: cancelled", .warning)
    case .timedOut: .init("\(subject) ended: timed out", .bad)
    }
  }

  private static func timeout(
    _ event: TimeoutEvent, _ now: VirtualInstant, _ subject: String
  ) -> Self {
    switch event {
    case .armed(_, let deadline, _):
      .init("\(subject) has a time limit of \(TimeText.short(now.duration(to: deadline)))", .quiet)
    case .met: .init("\(subject) met its deadline", .quiet)
    case .fired: .init("\(subject) timed out", .bad)
    case .cancelled: .init("the deadline of \(subject) was cancelled", .quiet)
    case .workEnded: .init("\(subject) ended work after its deadline", .warning)
    }
  }

  private static func input(_ event: InputEvent) -> Self {
    switch event {
    case .parameterChanged(let name, let value): .init("you set \(name) to \(value)", .user)
    case .pitfallSwitched(let name):
      name.isEmpty
        ? .init("you disabled the pitfall", .user)
        : .init("you enabled the pitfall \(name)", .user)
    case .triggered(let name): .init("you fired \(name)", .user)
    case .markerSet(let name): .init("you set the marker \(name)", .user)
    }
  }

  private static func source(_ event: SourceEvent) -> Self {
    switch event {
    case .pulse(let written, let lost, _):
      .init("the program is alive: \(written) events written, \(lost) lost", .quiet)
    case .snapshotBegan(let lost, _):
      .init("a snapshot began, \(lost) events were lost", lost == 0 ? .quiet : .warning)
    case .snapshotEnded(let tasks):
      .init("a snapshot ended, \(tasks) \(tasks == 1 ? "live task" : "live tasks")", .quiet)
    }
  }
}

extension EventSentence {
  package static func queue(
    _ event: QueueEvent, _ count: Int, _ subject: String, _ queue: String
  ) -> Self {
    switch event {
    case .created(_, _, _, let capacity, let overflow, _):
      .init("\(queue) opened: \(limit(capacity, overflow))", .good)
    case .reconfigured(let capacity, let overflow):
      .init("\(queue) now \(limit(capacity, overflow))", .user)
    case .enqueued(_, let item, let depth):
      .init("\(subject) put item \(item.rawValue) into \(queue), \(waiting(depth))", .flow)
    case .dequeued(_, let item, let depth):
      .init("\(subject) took item \(item.rawValue) from \(queue), \(waiting(depth))", .flow)
    case .dropped(_, let item, let cause, _):
      .init("\(queue) dropped item \(item.rawValue) of \(subject): \(reason(cause))", .bad)
    case .done(_, _, let unfinished):
      .init(
        "\(subject) marked \(count == 1 ? "an item" : "\(count) items") done, \(unfinished) unfinished",
        .quiet)
    case .closed: .init("\(queue) closed", .warning)
    case .counted(let enqueued, let dequeued, _, let depth, _):
      .init("\(queue) had \(enqueued) enqueued and \(dequeued) dequeued, \(waiting(depth))", .flow)
    }
  }

  private static func limit(_ capacity: UInt32?, _ overflow: OverflowPolicy) -> String {
    capacity.map { "holds \($0), then \(overflow.name)" } ?? "holds any number"
  }

  private static func waiting(_ depth: UInt32) -> String {
    depth == 0 ? "none queued" : "\(depth) queued"
  }

  private static func reason(_ cause: DropCause) -> String {
    switch cause {
    case .newest: "full"
    case .oldest: "full, it was the oldest"
    case .refused: "refused"
    case .closed: "closed"
    }
  }
}

extension EventSentence {
  package static func pool(
    _ event: PoolEvent, _ subject: String, _ pool: String, _ kind: PoolKind = .pool
  ) -> Self {
    switch event {
    case .created(_, _, let capacity, _):
      .init(created(pool, kind, capacity), .good)
    case .reconfigured(let capacity): .init("\(pool) now \(limit(capacity))", .user)
    case .acquired(_, let id): .init("\(subject) acquired \(one(id, pool, kind))", .flow)
    case .releasing(_, let id): .init("\(subject) is releasing \(one(id, pool, kind))", .quiet)
    case .released(_, let id): .init("\(subject) released \(one(id, pool, kind))", .flow)
    case .leaked(_, let id):
      .init("\(subject) ended without releasing \(one(id, pool, kind))", .bad)
    case .acquireTimedOut: .init("\(subject) timed out waiting for \(pool)", .bad)
    case .connectionOpening: .init("\(subject) opens one of \(pool)", .quiet)
    case .openingFailed: .init("\(subject) could not open one of \(pool)", .bad)
    case .connectionOpened(_, let id): .init("\(subject) opened \(pool) \(id.rawValue)", .good)
    case .connectionClosed(_, let id, let cause):
      .init("\(pool) \(id.rawValue) was closed: \(reason(cause))", .quiet)
    case .closed: .init(kind == .pool ? "\(pool) closed" : "\(pool) is no longer in use", .warning)
    }
  }

  /// One resource of a pool, `disk 2`; a lock or a semaphore is not counted.
  private static func one(_ id: ResourceID, _ pool: String, _ kind: PoolKind) -> String {
    kind == .pool ? "\(pool) \(id.rawValue)" : pool
  }

  private static func created(_ pool: String, _ kind: PoolKind, _ capacity: UInt32?) -> String {
    if kind == .pool { return "\(pool) opened: \(limit(capacity))" }
    guard kind == .semaphore, let capacity else { return "\(pool) was created" }
    return "\(pool) was created, for \(capacity == 1 ? "1 task" : "\(capacity) tasks") at once"
  }

  private static func limit(_ capacity: UInt32?) -> String {
    capacity.map { "has \($0)" } ?? "has any number"
  }

  private static func reason(_ cause: CloseCause) -> String {
    switch cause {
    case .idle: "idle for too long"
    case .invalid: "broken"
    case .surplus: "surplus"
    case .unpooled: "made for one use"
    case .drained: "the pool closes"
    }
  }

  package static func batch(
    _ event: BatchEvent, _ now: VirtualInstant, _ subject: String, _ batcher: String
  ) -> Self {
    switch event {
    case .created(_, let linger, let size):
      .init("\(batcher) opened: \(limits(size, linger))", .good)
    case .reconfigured(let size, let linger):
      .init("\(batcher) now \(limits(size, linger))", .user)
    case .opened(_, let due):
      .init(
        "\(subject) started a batch of \(batcher), due in \(TimeText.short(now.duration(to: due)))",
        .flow
      )
    case .itemAdded(_, let size): .init("\(subject) added to \(batcher), \(items(size)) now", .flow)
    case .itemWithdrawn(_, let size):
      .init("\(subject) withdrew its item from \(batcher), \(items(size)) left", .warning)
    case .flushed(_, let size, let cause):
      .init("\(batcher) flushed \(items(size)): \(reason(cause))", .flow)
    case .ended(_, let size): .init("\(subject) processed \(items(size)) of \(batcher)", .good)
    }
  }

  private static func limits(_ size: UInt32, _ linger: Duration) -> String {
    "flushes at \(items(size)), or after \(TimeText.short(linger))"
  }

  private static func items(_ size: UInt32) -> String { size == 1 ? "1 item" : "\(size) items" }

  private static func reason(_ cause: FlushCause) -> String {
    switch cause {
    case .size: "full"
    case .linger: "linger expired"
    case .drain: "closing"
    }
  }
}

extension EventSentence {
  package static func request(_ event: RequestEvent, _ subject: String) -> Self {
    switch event {
    case .started: .init("\(subject) started a request", .flow)
    case .ended(let outcome): ended(subject, outcome)
    case .attemptStarted(let attempt):
      .init("\(subject) starts attempt \(attempt)", .quiet)
    case .retryScheduled(let attempt, let delay):
      retry(subject, attempt, delay)
    case .retriesExhausted(let attempts, let cause):
      .init("\(subject) gives up after \(tries(attempts)): \(reason(cause))", .bad)
    }
  }

  private static func ended(_ subject: String, _ outcome: TaskOutcome) -> Self {
    switch outcome {
    case .completed: .init("\(subject) was answered", .good)
    case .failed: .init("the request of \(subject) failed", .bad)
    case .cancelled: .init("the request of \(subject) was cancelled", .warning)
    case .timedOut: .init("the request of \(subject) timed out", .bad)
    }
  }

  private static func retry(_ subject: String, _ attempt: UInt32, _ delay: Duration) -> Self {
    let time = delay > .zero ? "in \(TimeText.short(delay))" : "at once"
    return .init("\(subject) retries \(time) (attempt \(attempt))", .warning)
  }

  private static func tries(_ count: UInt32) -> String {
    count == 1 ? "1 attempt" : "\(count) attempts"
  }

  private static func reason(_ cause: ExhaustionCause) -> String {
    switch cause {
    case .attempts: "no more are allowed"
    case .budget: "the budget is used up"
    case .refused: "the error is permanent"
    case .deadline: "the next one would come after the deadline"
    }
  }

  package static func error(_ event: ErrorEvent, _ subject: String) -> Self {
    switch event {
    case .thrown(let error): .init("\(subject) threw \(error)", .bad)
    case .caught(let error): .init("\(subject) caught \(error)", .good)
    case .unobserved(let error): .init("no task will see the \(error) of \(subject)", .bad)
    }
  }

  package static func shutdown(_ event: ShutdownEvent, _ now: VirtualInstant, _ subject: String)
    -> Self
  {
    switch event {
    case .phaseBegan(.stopIntake, let remaining, _):
      .init("\(subject) accepts no more work, \(remaining) left", .warning)
    case .phaseBegan(.drain, let remaining, let until):
      .init(
        "\(subject) lets \(remaining) finish within \(TimeText.short(now.duration(to: until)))",
        .warning)
    case .phaseBegan(.cancel, let remaining, _): .init("\(subject) cancels \(remaining)", .warning)
    case .phaseBegan(.finished, remaining: 0, _): .init("\(subject) has shut down, all done", .good)
    case .phaseBegan(.finished, let remaining, _):
      .init("\(subject) has shut down, \(remaining) abandoned", .bad)
    }
  }

  package static func worker(_ event: WorkerEvent, _ worker: WorkerID, _ subject: String) -> Self {
    switch event {
    case .created(let name, let isLoop):
      .init(isLoop ? "\(name) is an event loop" : "\(name) is a background worker", .good)
    case .occupied(_, let place, let call):
      .init("\(subject) \(occupies(worker, place, call))", .quiet)
    case .freed: .init("\(subject) freed worker \(worker.rawValue)", .quiet)
    }
  }

  /// `holds worker 1`, or in a real program `blocks the loop in time.sleep at app.py:12`.
  private static func occupies(_ worker: WorkerID, _ place: CallSite, _ call: Symbol) -> String {
    guard place != .unknown else { return "holds worker \(worker.rawValue)" }
    return "blocks its loop\(call.isEmpty ? "" : " in \(call)") at \(place)"
  }
}

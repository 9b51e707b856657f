import WeirTrace

/// An event told in one sentence, and what sort of news it is.
struct EventSentence: Sendable {
  let text: String
  let tone: Tone

  /// What sort of news an event is; decides the colour.
  enum Tone: Sendable {
    case quiet, flow, good, warning, bad, person
  }

  init(_ entry: EventTail.Entry) {
    let who = entry.task.description
    let queue = entry.queue.description
    switch entry.event.kind {
    case .taskCreated, .taskBecameReady, .taskResumed, .taskSuspended, .taskFinished:
      self = EventSentence.task(entry, who, queue)
    case .cancellationRequested, .cancellationNoticed, .cleanupStarted, .cleanupEnded:
      self = EventSentence.cancellation(entry, who)
    case .queueCreated, .queueReconfigured, .itemEnqueued, .itemDequeued, .itemDropped, .itemDone,
      .queueClosed:
      self = EventSentence.queue(entry, who, queue)
    case .timeoutArmed, .timeoutMet, .timeoutFired, .timeoutCancelled, .timedOutWorkEnded:
      self = EventSentence.timeout(entry.event, who)
    case .errorThrown(_, let error): self.init("\(who) threw \(error)", .bad)
    case .errorCaught(_, let error): self.init("\(who) caught \(error)", .good)
    case .workerOccupied(let worker, _):
      self.init("\(who) holds worker \(worker.rawValue)", .quiet)
    case .workerFreed(let worker, _):
      self.init("\(who) freed worker \(worker.rawValue)", .quiet)
    case .parameterChanged, .pitfallSwitched, .triggered, .markerSet:
      self = EventSentence.person(entry.event.kind)
    default: self.init("\(who)", .quiet)
    }
  }

  private init(_ text: String, _ tone: Tone) {
    self.text = text
    self.tone = tone
  }
}

extension EventSentence {
  private static func task(_ entry: EventTail.Entry, _ who: String, _ queue: String) -> Self {
    switch entry.event.kind {
    case .taskCreated(_, _, _, let parent):
      parent == .none
        ? .init("\(who) started", .good) : .init("\(entry.other) started \(who)", .good)
    case .taskSuspended(_, let wait, _): suspended(entry, wait, who, queue)
    case .taskFinished(_, let outcome, let error): finished(who, outcome, error)
    case .taskBecameReady: .init("\(who) is ready", .quiet)
    default: .init("\(who) runs", .quiet)
    }
  }

  private static func suspended(
    _ entry: EventTail.Entry, _ wait: Wait, _ who: String, _ queue: String
  ) -> Self {
    switch wait {
    case .sleep(let instant):
      let length = TimeText.short(entry.event.instant.duration(to: instant))
      guard let item = entry.item else { return .init("\(who) sleeps \(length)", .quiet) }
      return .init("\(who) works on item \(item.rawValue) for \(length)", .quiet)
    case .queuePut: return .init("\(who) waits: \(queue) is full", .warning)
    case .queueGet: return .init("\(who) waits for an item from \(queue)", .quiet)
    case .join: return .init("\(who) waits until all of \(queue) is done", .quiet)
    case .child: return .init("\(who) waits for \(entry.other)", .quiet)
    case .work: return .init("\(who) computes", .quiet)
    default: return .init("\(who) waits", .quiet)
    }
  }

  private static func finished(_ who: String, _ outcome: TaskOutcome, _ error: Symbol) -> Self {
    switch outcome {
    case .completed: .init("\(who) finished", .good)
    case .failed: .init("\(who) failed: \(error)", .bad)
    case .cancelled: .init("\(who) ended: cancelled", .warning)
    case .timedOut: .init("\(who) ended: timed out", .bad)
    }
  }

  private static func cancellation(_ entry: EventTail.Entry, _ who: String) -> Self {
    switch entry.event.kind {
    case .cancellationRequested(_, let by):
      by == .none
        ? .init("\(who) was asked to stop", .warning)
        : .init("\(entry.other) asked \(who) to stop", .warning)
    case .cancellationNoticed: .init("\(who) noticed the cancellation", .warning)
    case .cleanupStarted: .init("\(who) puts its things in order", .warning)
    default: .init("\(who) has put its things in order", .good)
    }
  }

  private static func queue(_ entry: EventTail.Entry, _ who: String, _ queue: String) -> Self {
    switch entry.event.kind {
    case .queueCreated(_, _, let capacity, let overflow):
      let limit = capacity.map { "holds \($0), then \(overflow.name)" } ?? "holds any number"
      return .init("\(queue) opened: \(limit)", .good)
    case .queueReconfigured(_, let capacity, let overflow):
      let limit = capacity.map { "holds \($0), then \(overflow.name)" } ?? "holds any number"
      return .init("\(queue) now \(limit)", .person)
    case .itemEnqueued(_, _, let item, let depth):
      return .init("\(who) put item \(item.rawValue) into \(queue), \(waiting(depth))", .flow)
    case .itemDequeued(_, _, let item, let depth):
      return .init("\(who) took item \(item.rawValue) from \(queue), \(waiting(depth))", .flow)
    case .itemDropped(_, _, let item, let cause, _):
      return .init("\(queue) gave up item \(item.rawValue) of \(who): \(reason(cause))", .bad)
    case .itemDone(_, _, let unfinished):
      let items = entry.count == 1 ? "an item" : "\(entry.count) items"
      return .init("\(who) called \(items) done, \(unfinished) unfinished", .quiet)
    default: return .init("\(queue) closed", .warning)
    }
  }

  private static func waiting(_ depth: UInt32) -> String {
    depth == 1 ? "1 waits" : depth == 0 ? "none waits" : "\(depth) wait"
  }

  private static func reason(_ cause: DropCause) -> String {
    switch cause {
    case .newest: "full"
    case .oldest: "full, it was the oldest"
    case .refused: "refused"
    case .closed: "closed"
    }
  }

  private static func timeout(_ event: Event, _ who: String) -> Self {
    switch event.kind {
    case .timeoutArmed(_, _, let deadline):
      let length = TimeText.short(event.instant.duration(to: deadline))
      return .init("\(who) must end within \(length)", .quiet)
    case .timeoutMet: return .init("\(who) met its deadline", .quiet)
    case .timeoutFired: return .init("\(who) ran out of time", .bad)
    case .timeoutCancelled: return .init("the deadline of \(who) was lifted", .quiet)
    default: return .init("\(who) ended work whose time was out", .warning)
    }
  }

  private static func person(_ kind: Event.Kind) -> Self {
    switch kind {
    case .parameterChanged(let name, let value): .init("you set \(name) to \(value)", .person)
    case .pitfallSwitched(let name):
      name.isEmpty
        ? .init("you put in the right form", .person)
        : .init("you put in the pitfall \(name)", .person)
    case .triggered(let name): .init("you set off \(name)", .person)
    case .markerSet(let name): .init("you set the mark \(name)", .person)
    default: .init("", .quiet)
    }
  }
}

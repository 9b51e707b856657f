import WeirScreen
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
    let place = entry.place.description
    switch entry.event.kind {
    case .taskCreated, .taskBecameReady, .taskResumed, .taskSuspended, .taskFinished:
      self = EventSentence.task(entry, who, place)
    case .cancellationRequested, .cancellationNoticed, .cleanupStarted, .cleanupEnded:
      self = EventSentence.cancellation(entry, who)
    case .queueCreated, .queueReconfigured, .itemEnqueued, .itemDequeued, .itemDropped, .itemDone,
      .queueClosed:
      self = EventSentence.queue(entry, who, place)
    case .timeoutArmed, .timeoutMet, .timeoutFired, .timeoutCancelled, .timedOutWorkEnded:
      self = EventSentence.timeout(entry.event, who)
    case .poolCreated, .poolReconfigured, .resourceAcquired, .resourceReleased, .resourceLeaked,
      .acquireTimedOut, .connectionOpened, .connectionClosed, .poolClosed:
      self = EventSentence.pool(entry.event.kind, who, place)
    case .batcherCreated, .batcherReconfigured, .batchOpened, .itemBatched, .itemWithdrawn,
      .batchFlushed, .batchEnded:
      self = EventSentence.batch(entry.event, who, place)
    case .requestStarted, .requestEnded, .attemptStarted, .retryScheduled, .retriesExhausted:
      self = EventSentence.work(entry.event.kind, who)
    case .errorThrown, .errorCaught, .errorUnobserved:
      self = EventSentence.error(entry.event.kind, who)
    case .shutdownPhaseBegan: self = EventSentence.shutdown(entry.event, who)
    case .workerCreated, .workerOccupied, .workerFreed:
      self = EventSentence.worker(entry.event.kind, who)
    case .parameterChanged, .pitfallSwitched, .triggered, .markerSet:
      self = EventSentence.person(entry.event.kind)
    }
  }

  init(_ text: String, _ tone: Tone) {
    self.text = text
    self.tone = tone
  }
}

extension EventSentence {
  private static func task(_ entry: EventTail.Entry, _ who: String, _ place: String) -> Self {
    switch entry.event.kind {
    case .taskCreated(_, _, _, let parent):
      parent == .none
        ? .init("\(who) started", .good) : .init("\(entry.other) started \(who)", .good)
    case .taskSuspended(_, let wait, _): suspended(entry, wait, who, place)
    case .taskFinished(_, let outcome, let error): finished(who, outcome, error)
    case .taskBecameReady: .init("\(who) is ready", .quiet)
    default: .init("\(who) runs", .quiet)
    }
  }

  private static func suspended(
    _ entry: EventTail.Entry, _ wait: Wait, _ who: String, _ place: String
  ) -> Self {
    switch wait {
    case .sleep(let instant):
      let length = TimeText.short(entry.event.instant.duration(to: instant))
      if let item = entry.item {
        return .init("\(who) serves item \(item.rawValue) for \(length)", .quiet)
      }
      return .init("\(who) \(entry.isServing ? "serves for" : "sleeps") \(length)", .quiet)
    case .queuePut: return .init("\(who) waits: \(place) is full", .warning)
    case .queueGet: return .init("\(who) waits for an item from \(place)", .quiet)
    case .join: return .init("\(who) waits until all of \(place) is done", .quiet)
    case .child: return .init("\(who) waits for \(entry.other)", .quiet)
    case .work: return .init("\(who) computes\(place.isEmpty ? "" : " on \(place)")", .quiet)
    case .poolAcquire: return .init("\(who) waits: all of \(place) is in use", .warning)
    case .batch: return .init("\(who) waits for its batch of \(place)", .quiet)
    case .children: return .init("\(who) waits for its children", .quiet)
    case .offload: return .init("\(who) waits for a worker beside the loop", .warning)
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

  private static func timeout(_ event: Event, _ who: String) -> Self {
    switch event.kind {
    case .timeoutArmed(_, _, let deadline):
      let length = TimeText.short(event.instant.duration(to: deadline))
      return .init("\(who) has a time limit of \(length)", .quiet)
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

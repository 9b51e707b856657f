import WeirEvents
import WeirScreen

/// An event as a sentence, and its tone.
package struct EventSentence: Sendable {
  package let text: String
  package let tone: Tone

  /// The kind of event, which decides the colour.
  package enum Tone: Sendable {
    case quiet, flow, good, warning, bad, person
  }

  package init(_ entry: NamedEvent) {
    let who = entry.task.description
    let place = entry.place.description
    let now = entry.event.instant
    switch entry.event.kind {
    case .task(_, let event): self = EventSentence.task(event, entry, who, place)
    case .queue(_, let event): self = EventSentence.queue(event, entry.count, who, place)
    case .timeout(_, let event): self = EventSentence.timeout(event, now, who)
    case .pool(_, let event): self = EventSentence.pool(event, who, place)
    case .batch(_, let event): self = EventSentence.batch(event, now, who, place)
    case .request(_, let event): self = EventSentence.request(event, who)
    case .error(_, let event): self = EventSentence.error(event, who)
    case .shutdown(_, let event): self = EventSentence.shutdown(event, now, who)
    case .worker(let worker, let event): self = EventSentence.worker(event, worker, who)
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
    _ event: TaskEvent, _ entry: NamedEvent, _ who: String, _ place: String
  ) -> Self {
    switch event {
    case .created(_, _, let parent, _):
      parent == .none
        ? .init("\(who) started", .good) : .init("\(entry.other) started \(who)", .good)
    case .suspended(let wait, _): suspended(entry, wait, who, place)
    case .finished(let outcome, let error): finished(who, outcome, error)
    case .becameReady: .init("\(who) is ready", .quiet)
    case .resumed: .init("\(who) runs", .quiet)
    case .cancellationRequested(let by, _):
      by == .none
        ? .init("\(who) was cancelled", .warning)
        : .init("\(entry.other) cancelled \(who)", .warning)
    case .cancellationNoticed: .init("\(who) noticed the cancellation", .warning)
    case .cleanupStarted: .init("\(who) is cleaning up", .warning)
    case .cleanupEnded: .init("\(who) has cleaned up", .good)
    case .renamed(let name): .init("\(who) is now called \(name)", .quiet)
    case .cancellationSwallowed: .init("\(who) was cancelled and continued", .bad)
    }
  }

  private static func suspended(
    _ entry: NamedEvent, _ wait: Wait, _ who: String, _ place: String
  ) -> Self {
    let tone: Tone = Activity(wait).isHeldUp ? .warning : .quiet
    return .init("\(who) \(begin(wait, entry, place))", tone)
  }

  /// `sleeps 3s`, `waits: intake is full`.
  private static func begin(
    _ wait: Wait, _ entry: NamedEvent, _ place: String
  ) -> String {
    let words = wait.kind.words
    switch wait {
    case .sleep(let until):
      let length = TimeText.short(entry.event.instant.duration(to: until))
      if let item = entry.item {
        return WaitWords.serving.event("item \(item.rawValue) for \(length)")
      }
      return entry.isServing ? WaitWords.serving.event("for \(length)") : words.event(length)
    case .child: return words.event(entry.other.description)
    case .other(let what): return words.event(what.description)
    case .queuePut, .queueGet, .join, .work, .poolAcquire, .batch, .children, .offload:
      return words.event(place)
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

  private static func timeout(
    _ event: TimeoutEvent, _ now: VirtualInstant, _ who: String
  ) -> Self {
    switch event {
    case .armed(_, let deadline, _):
      .init("\(who) has a time limit of \(TimeText.short(now.duration(to: deadline)))", .quiet)
    case .met: .init("\(who) met its deadline", .quiet)
    case .fired: .init("\(who) timed out", .bad)
    case .cancelled: .init("the deadline of \(who) was cancelled", .quiet)
    case .workEnded: .init("\(who) ended work after its deadline", .warning)
    }
  }

  private static func input(_ event: InputEvent) -> Self {
    switch event {
    case .parameterChanged(let name, let value): .init("you set \(name) to \(value)", .person)
    case .pitfallSwitched(let name):
      name.isEmpty
        ? .init("you disabled the pitfall", .person)
        : .init("you enabled the pitfall \(name)", .person)
    case .triggered(let name): .init("you fired \(name)", .person)
    case .markerSet(let name): .init("you set the mark \(name)", .person)
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

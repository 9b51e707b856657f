import WeirEvents
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
    let place = entry.place.description
    let now = entry.event.instant
    switch entry.event.kind {
    case .task(_, let event): self = EventSentence.task(event, entry, subject, place)
    case .queue(_, let event): self = EventSentence.queue(event, entry.count, subject, place)
    case .timeout(_, let event): self = EventSentence.timeout(event, now, subject)
    case .pool(_, let event): self = EventSentence.pool(event, subject, place)
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

  /// `sleeps 3s`, `waits: intake is full`.
  private static func beginning(
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
    case .markerSet(let name): .init("you set the mark \(name)", .user)
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

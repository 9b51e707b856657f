import WeirAnalysis
import WeirEvents
import WeirWording

/// An event as filters look at it: by its sentence, the tasks that it is about, and the state that
/// it leads to.
extension NamedEvent: Filterable {
  func hasText(where isWanted: (String) -> Bool) -> Bool {
    isWanted(EventSentence(self).text)
  }

  func hasName(where isWanted: (String) -> Bool) -> Bool {
    isWanted(task.description) || isWanted(other.description)
  }

  func waitsOn(where isWanted: (String) -> Bool) -> Bool {
    guard case .task(_, .suspended(let wait, _)) = event.kind else { return false }
    if case .child = wait { return isWanted(other.description) }
    return isWanted(WaitText.kind(wait)) || isWanted(place.description)
  }

  func isAt(where isWanted: (String) -> Bool) -> Bool {
    guard case .task(_, .suspended(_, let site)) = event.kind else { return false }
    return isWanted(site.description)
  }

  func hasRole(where isWanted: (String) -> Bool) -> Bool {
    isWanted(task.stem.description)
  }

  var activity: Activity? {
    switch event.kind {
    case .task(_, let event): return event.step.flatMap { Activity($0) }
    case .timeout(_, let event):
      if case .fired = event { return .timedOut }
    case .request(_, let event):
      if case .retryScheduled = event { return .backingOff }
    case .queue, .pool, .batch, .error, .shutdown, .worker, .input, .source: break
    }
    return nil
  }

  var number: UInt32? { EventSubjects(event.kind).task.rawValue }
}

extension Activity {
  /// What a task does after a step of its life; `nil` if only its next event shows it.
  fileprivate init?(_ step: TaskStep) {
    switch step {
    case .began: self = .created
    case .becameReady: self = .ready
    case .resumed: self = .running
    case .suspended(let wait): self.init(wait)
    case .cleanupStarted: self = .cleaningUp
    case .cleanupEnded: return nil
    case .finished(let outcome): self.init(outcome)
    }
  }
}

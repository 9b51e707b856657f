import WeirTrace

/// An event as filters look at it: by its sentence, by those whom it is about, and by the state that it leads to.
extension EventTail.Entry: Filterable {
  func hasText(where isWanted: (String) -> Bool) -> Bool {
    isWanted(EventSentence(self).text)
  }

  func hasName(where isWanted: (String) -> Bool) -> Bool {
    isWanted(task.description) || isWanted(other.description)
  }

  func waitsOn(where isWanted: (String) -> Bool) -> Bool {
    guard case .taskSuspended(_, let wait, _) = event.kind else { return false }
    if case .child = wait { return isWanted(other.description) }
    return isWanted(WaitText.kind(wait)) || isWanted(place.description)
  }

  func isAt(where isWanted: (String) -> Bool) -> Bool {
    guard case .taskSuspended(_, _, let site) = event.kind else { return false }
    return isWanted(site.description)
  }

  func hasRole(where isWanted: (String) -> Bool) -> Bool {
    isWanted(task.stem.description)
  }

  var activity: Activity? {
    switch event.kind {
    case .taskCreated: .created
    case .taskBecameReady: .ready
    case .taskResumed: .running
    case .taskSuspended(_, let wait, _): Activity(wait)
    case .taskFinished(_, let outcome, _): Activity(outcome)
    case .cleanupStarted: .cleaningUp
    case .timeoutFired: .timedOut
    case .retryScheduled: .backingOff
    default: nil
    }
  }

  var number: UInt32? { EventSubjects(event.kind).task.rawValue }
}

import WeirAnalysis
import WeirEvents

/// An event as filters look at it: by its sentence, by those whom it is about, and by the state that it leads to.
extension EventTail.Entry: Filterable {
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
    case .task(_, .created): .created
    case .task(_, .becameReady): .ready
    case .task(_, .resumed): .running
    case .task(_, .suspended(let wait, _)): Activity(wait)
    case .task(_, .finished(let outcome, _)): Activity(outcome)
    case .task(_, .cleanupStarted): .cleaningUp
    case .timeout(_, .fired): .timedOut
    case .request(_, .retryScheduled): .backingOff
    default: nil
    }
  }

  var number: UInt32? { EventSubjects(event.kind).task.rawValue }
}

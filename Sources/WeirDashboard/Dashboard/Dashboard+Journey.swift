import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

extension Dashboard {
  /// The instant from which `+5s` and `-5s` are counted: where the run stands, or is on its way to.
  var destination: VirtualInstant { journey?.target ?? run.analysis.now }

  /// Asks for the way to an instant.
  mutating func go(to instant: VirtualInstant) -> [Command] {
    journey = Journey(from: run.analysis.now, to: instant)
    return [.goTo(instant)]
  }

  /// Takes the last event back. What happened is not undone: all that was before it happens again.
  mutating func stepBack() -> [Command] {
    guard journey?.isStep != false else { return stopOnTheWay() }
    guard run.analysis.eventCount > 0 || journey != nil else {
      show("Nothing has happened before this.")
      return []
    }
    isPaused = true
    var step = Journey(from: run.analysis.now, to: run.analysis.now)
    step.isStep = true
    journey = step
    return [.stepBack(from: step.target)]
  }

  /// Goes to the nearest marker before or after the present instant.
  mutating func goToMarker(forwards: Bool) -> [Command] {
    let place = destination
    let found =
      forwards
      ? markers.first { $0.instant > place } : markers.last { $0.instant < place }
    guard let found else {
      let side = forwards ? "later" : "earlier"
      let hint = source.refusal(of: .mark) == nil ? " \(key(of: .setMarker)) sets one." : ""
      show("There is no \(side) marker.\(hint)")
      return []
    }
    return go(to: found.instant)
  }

  private func key(of action: KeyAction) -> String {
    options.keys.binding(for: action)?.keys.first?.name ?? ":mark"
  }

  /// Holds where the run is.
  mutating func stopOnTheWay() -> [Command] {
    isPaused = true
    return [.pause]
  }

  /// A way that was given up for another one has nothing to tell.
  mutating func arrived(_ arrival: Arrival) {
    guard let journey, arrival.target == journey.target, arrival.isStep == journey.isStep else {
      return
    }
    let log = journey.completedLog.map { " Recorded to \($0) until then." } ?? ""
    self.journey = nil
    speedGauge.begin()
    guard !journey.isStep else { return log.isEmpty ? () : show(String(log.dropFirst())) }
    show(text(of: arrival) + log, aboutRun: true)
    view.notice?.isAboutPlace = true
  }

  private func text(of arrival: Arrival) -> String {
    let place = TimeText.shortClock(arrival.instant)
    let end =
      switch (arrival.instant == arrival.target, run.analysis.state) {
      case (true, _): "Stands at \(place)."
      case (false, .finished): "The run ended at \(place)."
      case (false, .stalled): "Nothing can happen after \(place)."
      case (false, .running) where source.ending != nil: "The log ends at \(place)."
      case (false, .running): "Stopped on the way, at \(place)."
      }
    return end + letGo(arrival.inputsLetGo)
  }

  private func letGo(_ count: Int) -> String {
    switch count {
    case 0: ""
    case 1: " One change made after it is let go."
    default: " \(count) changes made after it are let go."
    }
  }
}

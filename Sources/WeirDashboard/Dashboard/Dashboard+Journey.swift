import WeirTrace

extension Dashboard {
  /// The instant from which `+5s` and `-5s` are counted: where the run stands, or is on its way to.
  var destination: VirtualInstant { journey?.target ?? run.analysis.now }

  /// Asks for the way to an instant.
  mutating func go(to instant: VirtualInstant) -> [Command] {
    journey = Journey(from: run.analysis.now, to: instant)
    return [.goTo(instant)]
  }

  /// Holds where the run is.
  mutating func stopOnTheWay() -> [Command] {
    isPaused = true
    return [.pause]
  }

  /// A way that was given up for another one has nothing to tell.
  mutating func arrived(_ arrival: Arrival) {
    guard let journey, arrival.target == journey.target else { return }
    let log = journey.completedLog.map { " Recorded to \($0) until then." } ?? ""
    self.journey = nil
    speedGauge.begin()
    show(text(of: arrival) + log, aboutRun: true)
  }

  private func text(of arrival: Arrival) -> String {
    let place = TimeText.shortClock(arrival.instant)
    let end =
      switch (arrival.instant == arrival.target, run.analysis.state) {
      case (true, _): "Stands at \(place)."
      case (false, .finished): "The run ended at \(place)."
      case (false, .stalled): "Nothing can happen after \(place)."
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

import Testing
import WeirEvents

@testable import WeirEngine

@Suite struct AgendaTests {
  @Test func `a cancelled timer wakes no task and does not move the clock`() {
    let lines = Timeline.of { simulation, timeline in
      for round in 1...1000 {
        let sleeper = simulation.spawn(Label("sleeper-\(round)"), role: Symbol("sleeper")) {
          try await simulation.sleep(for: .seconds(3600))
        }
        try await simulation.sleep(for: .milliseconds(1))
        sleeper.cancel()
        await sleeper.finished()
      }
      timeline.note("all stopped", simulation)
    }
    #expect(lines == ["1s all stopped", "1s finished"])
  }

  /// One timer in the list that serves as a model.
  private struct Timer {
    let number: Int
    let token: TimerToken
    var instant: VirtualInstant?
    var isRefused = false
  }

  /// Random timers are reserved, set, cancelled and due, many more cancelled than due, so that
  /// slots are reused and dead entries removed. A list that is searched each time serves as the
  /// model.
  @Test(arguments: UInt64(0)..<50)
  func `an agenda behaves like a plain list of timers`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "agenda")
    var agenda = Agenda<Int>()
    var timers: [Timer] = []
    var gone: [TimerToken] = []
    var now = VirtualInstant.zero
    for number in 0..<400 {
      timers.append(Timer(number: number, token: agenda.reserve()))
      let isPaused = random.next(below: 4) == 0
      if !isPaused, let index = timers.indices.filter({ timers[$0].instant == nil }).first {
        var timer = timers.remove(at: index)
        let instant = now.advanced(by: .nanoseconds(random.next(below: 500)))
        #expect(agenda.set(timer.token, at: instant, alarm: timer.number) == !timer.isRefused)
        timer.instant = instant
        // The list is in the order of setting; its first minimum is due next.
        if timer.isRefused { gone.append(timer.token) } else { timers.append(timer) }
      }
      for _ in 0..<random.next(below: 3) where !timers.isEmpty {
        let index = random.next(below: timers.count)
        let expected = timers[index].instant == nil ? nil : timers[index].number
        #expect(agenda.cancel(timers[index].token) == expected)
        if expected == nil {
          timers[index].isRefused = true
        } else {
          gone.append(timers.remove(at: index).token)
        }
      }
      if !gone.isEmpty { #expect(agenda.cancel(gone[random.next(below: gone.count)]) == nil) }
      #expect(agenda.count == timers.count { $0.instant != nil })
      #expect(agenda.nextInstant == timers.compactMap(\.instant).min() ?? .endOfTime)
      now = now.advanced(by: .nanoseconds(random.next(below: 3)))
      while let earliest = timers.compactMap(\.instant).min(), earliest <= now,
        let index = timers.firstIndex(where: { $0.instant == earliest })
      {
        #expect(agenda.popDue(at: now) == timers[index].number)
        gone.append(timers.remove(at: index).token)
      }
      #expect(agenda.popDue(at: now) == nil)
    }
  }
}

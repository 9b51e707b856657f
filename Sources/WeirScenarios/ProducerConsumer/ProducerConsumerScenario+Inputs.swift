import WeirEngine
import WeirPatterns
import WeirEvents

extension ProducerConsumerScenario {
  func settingChanged(_ knob: String) {
    switch knob {
    case Name.producers: staffProducers()
    case Name.consumers: staffConsumers()
    case Name.capacity, Name.overflow:
      queue.reconfigure(
        capacity: world.settings.limit(Name.capacity), overflow: world.settings.overflow)
    default: break
    }
  }

  func pitfallSwitched(from old: String?) {
    switch old {
    case Pitfall.noTaskDone:
      for _ in 0..<owed { queue.taskDone() }
      owed = 0
    case Pitfall.noCancel:
      for consumer in abandoned { consumer.cancel() }
      abandoned = []
    default: break
    }
  }

  /// Starts or cancels producers until there is the right number.
  func staffProducers() {
    producers.staff(world.settings.count(Name.producers), in: simulation, parent: mainTask) {
      try await self.produce($0)
    }
  }

  /// Starts or cancels consumers until there is the right number. Between two shifts it does
  /// nothing; the next shift begins with the right number.
  func staffConsumers() {
    guard isStaffed else { return }
    consumers.staff(world.settings.count(Name.consumers), in: simulation, parent: supervisor) {
      try await self.consume($0)
    }
  }
}

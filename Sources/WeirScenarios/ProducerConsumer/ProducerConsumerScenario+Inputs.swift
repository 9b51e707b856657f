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

  /// Sees to it that there are as many producers as there should be.
  func staffProducers() {
    producers.staff(world.settings.count(Name.producers), in: simulation, parent: mainTask) {
      try await self.produce($0)
    }
  }

  /// Sees to it that there are as many consumers as there should be. Between two shifts there is nobody to start them;
  /// the next one begins with the right number.
  func staffConsumers() {
    guard isStaffed else { return }
    consumers.staff(world.settings.count(Name.consumers), in: simulation, parent: supervisor) {
      try await self.consume($0)
    }
  }
}

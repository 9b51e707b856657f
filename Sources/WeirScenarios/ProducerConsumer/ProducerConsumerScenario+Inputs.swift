import WeirEngine
import WeirPatterns
import WeirEvents

extension ProducerConsumerScenario {
  func knobChanged(_ knob: String) {
    switch knob {
    case Name.producers: adjustProducers()
    case Name.consumers: adjustConsumers()
    case Name.capacity, Name.overflow:
      queue.reconfigure(
        capacity: world.knobs.limit(Name.capacity), overflow: world.knobs.overflow)
    default: break
    }
  }

  func pitfallSwitched(from old: String?) {
    switch old {
    case Pitfall.noTaskDone:
      for _ in 0..<unmarkedCount { queue.taskDone() }
      unmarkedCount = 0
    case Pitfall.noCancel:
      for consumer in abandoned { consumer.cancel() }
      abandoned = []
    default: break
    }
  }

  /// Starts or cancels producers until there is the right number.
  func adjustProducers() {
    producers.resize(to: world.knobs.count(Name.producers), in: simulation, parent: mainTask) {
      try await self.produce($0)
    }
  }

  /// Starts or cancels consumers until there is the right number. Between two shifts it does
  /// nothing; the next shift begins with the right number.
  func adjustConsumers() {
    guard isShiftOpen else { return }
    consumers.resize(to: world.knobs.count(Name.consumers), in: simulation, parent: supervisor) {
      try await self.consume($0)
    }
  }
}

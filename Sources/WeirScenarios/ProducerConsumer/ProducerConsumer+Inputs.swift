import WeirEngine
import WeirPatterns
import WeirTrace

extension ProducerConsumer {
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

  /// Starts or cancels producers until there are as many as there should be: the youngest go first.
  func staffProducers() {
    producers.removeAll(where: \.isOver)
    while producers.count > world.settings.count(Name.producers) {
      producers.removeLast().cancel()
    }
    while producers.count < world.settings.count(Name.producers) {
      producerCount += 1
      let number = producerCount
      producers.append(
        simulation.spawn(Label(Stem.producer, number), role: Stem.producer, parent: mainTask) {
          try await self.produce(number)
        })
    }
  }

  /// Starts or cancels consumers of the present shift until there are as many as there should be. Between two shifts
  /// there is nobody to start them; the next one begins with the right number.
  func staffConsumers() {
    guard isStaffed else { return }
    while consumers.count > world.settings.count(Name.consumers) {
      consumers.removeLast().cancel()
    }
    while consumers.count < world.settings.count(Name.consumers) {
      consumerCount += 1
      let number = consumerCount
      consumers.append(
        simulation.spawn(Label(Stem.consumer, number), role: Stem.consumer, parent: supervisor) {
          try await self.consume(number)
        })
    }
  }
}

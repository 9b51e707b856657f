import WeirAnalysis
import WeirEvents

/// The live tasks on both sides of a queue, in the order of creation.
struct QueueFlowSides {
  let producer: ScenarioDescription.Picture.Group
  let consumer: ScenarioDescription.Picture.Group
  let producers: [TaskRecord]
  let consumers: [TaskRecord]
  /// How many producers are live, listed or not.
  let producerCount: Int
  let consumerCount: Int
  /// The youngest tasks that neither produce nor consume.
  let others: [TaskRecord]

  init(
    _ scene: FlowScene, producers: ScenarioDescription.Picture.Group,
    consumers: ScenarioDescription.Picture.Group
  ) {
    (producer, consumer) = (producers, consumers)
    self.producers = scene.live(producers.role)
    self.consumers = scene.live(consumers.role)
    producerCount = scene.liveCount(producers.role)
    consumerCount = scene.liveCount(consumers.role)
    others = scene.lastOthers(than: [producers.role, consumers.role])
  }
}

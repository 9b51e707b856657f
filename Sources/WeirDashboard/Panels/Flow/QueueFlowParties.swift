import WeirAnalysis
import WeirEvents

/// The live tasks by their part in the flow, each role in the order of creation.
struct QueueFlowParties {
  private(set) var producers: [TaskRecord] = []
  private(set) var consumers: [TaskRecord] = []
  /// The last of those that neither produce nor consume.
  private(set) var others: [TaskRecord] = []
  /// What those are who produce and consume, or did so lately.
  private(set) var producerRole = Symbol.producer
  private(set) var consumerRole = Symbol.consumer

  private static let producing: [Symbol] = [.producer, .load, .client]
  private static let consuming: [Symbol] = [.consumer, .worker]

  /// How many there are of either, listed or not.
  private(set) var producerCount = 0
  private(set) var consumerCount = 0

  init(_ scene: FlowScene) {
    let known = QueueFlowParties.producing + QueueFlowParties.consuming
    for group in scene.run.roles.groups {
      if QueueFlowParties.producing.contains(group.role) {
        producerRole = group.role
        producers += scene.live(group.role)
        producerCount += group.liveCount
      } else if QueueFlowParties.consuming.contains(group.role) {
        consumerRole = group.role
        consumers += scene.live(group.role)
        consumerCount += group.liveCount
      }
    }
    others = scene.lastOthers(than: known)
  }
}

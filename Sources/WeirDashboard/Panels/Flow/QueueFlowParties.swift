import WeirTrace

/// The live tasks by their part in the flow, each group in the order of creation.
struct QueueFlowParties {
  private(set) var producers: [TaskRecord] = []
  private(set) var consumers: [TaskRecord] = []
  /// Whoever neither produces nor consumes.
  private(set) var others: [TaskRecord] = []
  /// What those are who produce and consume, or did so lately.
  private(set) var producerRole = Symbol.producer
  private(set) var consumerRole = Symbol.consumer

  private static let producing: [Symbol] = [.producer, .load, .client]
  private static let consuming: [Symbol] = [.consumer, .worker]

  init(_ analysis: Analysis) {
    for record in analysis.tasks.records {
      note(record.role)
      guard record.isLive else { continue }
      switch record.role {
      case _ where QueueFlowParties.producing.contains(record.role): producers.append(record)
      case _ where QueueFlowParties.consuming.contains(record.role): consumers.append(record)
      default: others.append(record)
      }
    }
  }

  private mutating func note(_ role: Symbol) {
    if QueueFlowParties.producing.contains(role) { producerRole = role }
    if QueueFlowParties.consuming.contains(role) { consumerRole = role }
  }
}

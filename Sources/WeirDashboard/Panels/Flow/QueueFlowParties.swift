import WeirTrace

/// The live tasks by their part in the flow, each group in the order of creation.
struct QueueFlowParties {
  private(set) var producers: [TaskRecord] = []
  private(set) var consumers: [TaskRecord] = []
  /// Whoever neither produces nor consumes.
  private(set) var others: [TaskRecord] = []

  private static let producer = Symbol("producer")
  private static let consumer = Symbol("consumer")

  init(_ analysis: Analysis) {
    for record in analysis.tasks.records where record.isLive {
      switch record.role {
      case QueueFlowParties.producer: producers.append(record)
      case QueueFlowParties.consumer: consumers.append(record)
      default: others.append(record)
      }
    }
  }
}

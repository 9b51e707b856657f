package import WeirAnalysis
package import WeirEvents

/// What a task waits for now, and which tasks could end that.
package struct WaitExplanation: Equatable {
  /// One sentence, without how long it has lasted.
  package var sentence: String
  /// How much of the wait is over; `nil` if its end is unknown.
  package var progress: Double?
  /// How the tasks that could end it relate to the wait, and the tasks themselves.
  package var relation = ""
  package var resolvers: [Resolver] = []

  /// A task that could end the wait, and a note about it.
  package struct Resolver: Equatable {
    package let task: TaskID
    package var note = ""
  }

  package init(
    _ sentence: String, progress: Double? = nil, _ relation: String = "",
    _ resolvers: [Resolver] = []
  ) {
    self.sentence = sentence
    self.progress = progress
    self.relation = relation
    self.resolvers = resolvers
  }

  package init(_ record: TaskRecord, in analysis: Analysis, _ times: ClockText = .elapsed) {
    let explainer = WaitExplainer(record: record, analysis: analysis, times: times)
    self = record.wait.map(explainer.explanation) ?? WaitExplanation(Activity(record).sentence)
  }
}

extension Activity {
  /// What a task does if it doesn't wait.
  fileprivate var sentence: String {
    switch self {
    case .created: "has not run yet, waits for a worker"
    case .ready: "could run, waits for a worker"
    case .running: "runs"
    case .joining: "waits for something that is not observed"
    default: word
    }
  }
}

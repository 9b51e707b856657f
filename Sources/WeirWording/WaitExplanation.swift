package import WeirAnalysis
package import WeirEvents

/// What a task waits for at this moment, and who has what it takes to end that.
package struct WaitExplanation: Equatable {
  /// One sentence, without how long it has lasted.
  package var sentence: String
  /// How much of it is over, where an end is known.
  package var progress: Double?
  /// Who could end it: what they are to the wait, and they themselves.
  package var relation = ""
  package var resolvers: [Resolver] = []

  /// A task that could end the wait, and what is to be said of it here.
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

  package init(_ record: TaskRecord, in analysis: Analysis) {
    let teller = WaitExplainer(record: record, analysis: analysis)
    self = record.wait.map(teller.story) ?? WaitExplanation(Activity(record).sentence)
  }
}

extension Activity {
  /// What a task does that waits for nothing.
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

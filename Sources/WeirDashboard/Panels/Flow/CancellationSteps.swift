import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// How far a cancellation has come, as a row of steps: cancelled, noticed, cleanup.
struct CancellationSteps {
  private let cancellation: TaskRecord.Cancellation?

  init(_ cancellation: TaskRecord.Cancellation?) {
    self.cancellation = cancellation
  }

  /// The steps and a word for the last one.
  var line: Line {
    var line = steps
    line.add(" \(word)", cancellation?.noticed == nil ? .bad : .text)
    return line
  }

  var steps: Line {
    let steps = [
      cancellation != nil, cancellation?.noticed != nil, cancellation?.cleanupStarted != nil,
    ]
    var line = Line()
    for (index, isTaken) in steps.enumerated() {
      if index > 0 { line.add("─", isTaken ? .text : .border) }
      line.add(isTaken ? "●" : "○", isTaken ? Style(of: .cancelled) : .dim)
    }
    return line
  }

  private var word: String {
    guard let cancellation else { return "no cancel" }
    if cancellation.cleanupStarted != nil { return "cleanup" }
    return cancellation.noticed == nil ? "cancelled" : "noticed"
  }
}

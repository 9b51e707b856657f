import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The way of a request to stop as a row of steps: asked, noticed, clean-up, and where it is now in a word.
struct CancellationWay {
  private let cancellation: TaskRecord.Cancellation?
  private let look: Look

  init(_ cancellation: TaskRecord.Cancellation?, look: Look) {
    self.cancellation = cancellation
    self.look = look
  }

  /// The steps, and a word for the last one.
  var line: Line {
    var line = steps
    line.add(" \(word)", cancellation?.noticed == nil ? look.bad : look.text)
    return line
  }

  var steps: Line {
    let steps = [
      cancellation != nil, cancellation?.noticed != nil, cancellation?.cleanupStarted != nil,
    ]
    var line = Line()
    for (index, isTaken) in steps.enumerated() {
      if index > 0 { line.add("─", isTaken ? look.text : look.border) }
      line.add(isTaken ? "●" : "○", isTaken ? look.style(of: .cancelled) : look.dim)
    }
    return line
  }

  private var word: String {
    guard let cancellation else { return "unasked" }
    if cancellation.cleanupStarted != nil { return "clean-up" }
    return cancellation.noticed == nil ? "asked" : "noticed"
  }
}

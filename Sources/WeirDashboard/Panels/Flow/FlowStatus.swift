import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What the tasks beside the flow do: the main task, the shift, a task that joins.
struct FlowStatus {
  private let analysis: Analysis
  private let tasks: [TaskRecord]

  init(_ scene: FlowScene, _ tasks: [TaskRecord]) {
    analysis = scene.analysis
    self.tasks = tasks
  }

  /// Draws one row, with the legend of the picture's signs at its right end if there is room.
  func draw(in frame: inout Frame, _ box: Box, legend: Line = Line()) {
    guard !box.isEmpty else { return }
    let line = line(box.columns)
    frame.write(line, at: box.column, box.row, limit: box.columns)
    guard legend.width > 0, line.width + 3 + legend.width <= box.columns else { return }
    frame.write(legend, at: box.endColumn - legend.width, box.row, limit: legend.width)
  }

  /// As many tasks as fit, the youngest first: they say most about what happens now.
  func line(_ columns: Int) -> Line {
    if tasks.isEmpty { return ended }
    var line = Line()
    for task in tasks.reversed() {
      var part = part(task)
      if !line.spans.isEmpty {
        var gap = Line("  │  ", .border)
        gap.add(part)
        part = gap
      }
      if line.width + part.width > columns, !line.spans.isEmpty { break }
      line.add(part)
    }
    return line
  }

  private var ended: Line {
    switch analysis.state {
    case .finished: finished
    case .running where analysis.eventCount == 0: Line("waiting for the first event", .dim)
    case .running, .stalled: Line("no other task is alive", .dim)
    }
  }

  private var finished: Line {
    let length = TimeText.short(.nanoseconds(analysis.now.nanoseconds))
    guard let root = analysis.tasks.lastEndedRoot, root.state == .failed else {
      return Line("✓ finished after \(length)", .good)
    }
    let error = root.error.isEmpty ? "" : " with \(root.error)"
    return Line("✗ \(root.name) failed\(error) after \(length)", .bad)
  }

  private func part(_ task: TaskRecord) -> Line {
    let activity = Activity(task)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add("\(task.name) ", .text)
    line.add(WaitText.text(task, analysis), .dim)
    return line
  }
}

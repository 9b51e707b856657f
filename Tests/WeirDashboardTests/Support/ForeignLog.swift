import Foundation
import WeirEvents
import WeirLog

@testable import WeirDashboard

/// A log that another program wrote, in `Tests/Foreign`.
struct ForeignLog {
  let name: String
  let start: RunStart
  let events: [Event]

  init(_ name: String) throws {
    self.name = name
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Foreign/\(name).jsonl")
    var reader = try LogReader(ByteSource(Array(try Data(contentsOf: url))))
    start = reader.header.start(in: nil)
    var events: [Event] = []
    while let entry = try reader.next() {
      if case .event(let event) = entry { events.append(event) }
    }
    self.events = events
  }

  /// A dashboard for the log up to an instant, with a frame every 33 ms.
  func dashboard(until seconds: Int) -> Dashboard {
    var source = SourceStatus(.log, .log, name: "Tests/Foreign/\(name).jsonl")
    source.length = events.last?.instant
    var dashboard = Dashboard(start: start, source: source, theme: Sample.theme)
    var rest = events[...]
    for frame in 1...(seconds * 30) {
      let now = VirtualInstant(nanoseconds: Int64(frame) * 1_000_000_000 / 30)
      let batch = rest.prefix { $0.instant <= now }
      rest = rest.dropFirst(batch.count)
      _ = dashboard.handle(
        .batchArrived(EventBatch(events: Array(batch), now: now, state: .running)))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
    }
    return dashboard
  }
}

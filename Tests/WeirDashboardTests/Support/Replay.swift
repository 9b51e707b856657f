import Foundation
import WeirAnalysis
@testable import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios

@testable import WeirScreen

/// Dashboards for logs, in tests: events are folded as a source of logs delivers them.
enum Replay {
  /// The sample run, replayed for a number of seconds.
  static func dashboard(
    after seconds: Double = 24, isFile: Bool = true, length: Double? = 60,
    _ change: (inout SourceStatus) -> Void = { _ in }
  ) -> Dashboard {
    let isUsual = seconds == 24 && isFile && length == 60
    var dashboard = isUsual ? usual : made(after: seconds, isFile: isFile, length: length)
    var source = dashboard.run.source
    change(&source)
    _ = dashboard.handle(.run(.sourceChanged(source)))
    return dashboard
  }

  /// Made once, as many tests read the same one.
  private static let usual = made(after: 24, isFile: true, length: 60)

  private static func made(after seconds: Double, isFile: Bool, length: Double?) -> Dashboard {
    var source = SourceStatus(
      .log, .log,
      name: isFile ? "/home/someone/recordings/2026/morning/checkout.jsonl" : "standard input")
    source.format = 2
    source.length = length.map { VirtualInstant(nanoseconds: Int64($0 * 1e9)) }
    var dashboard = Dashboard(
      start: RunStart(Sample.specification), source: source, theme: Sample.theme,
      options: .init(themes: ["weir-dark", "weir-light"], scenarios: [Sample.description]))
    var run = SampleRun(deadline: .seconds(4))
    for frame in 1...max(Int(seconds * 30), 1) {
      _ = dashboard.handle(.batchArrived(run.batch(until: Double(frame) / 30)))
      _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
    }
    return dashboard
  }

  /// The names of the logs that can also test other readers.
  static let conformance = [
    "cut", "empty", "format-1", "gaps", "inputs", "long-line", "numbers", "simulated", "styles",
    "thread-pool", "times", "too-early", "unknown", "virtual-too-early", "web-server", "wrong-line",
  ]

  /// The events of a log.
  static func events(of log: String) throws -> [Event] {
    var reader = try LogReader(ByteSource(Array(log.utf8)))
    var events: [Event] = []
    while let entry = try reader.next() {
      if case .event(let event) = entry { events.append(event) }
    }
    return events
  }

  static func text(ofConformance name: String, _ path: String = #filePath) throws -> String {
    let tests = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(
      contentsOf: tests.appendingPathComponent("Conformance/\(name).jsonl"), encoding: .utf8)
  }

  /// The dashboard at the end of a log, and how that ended.
  static func dashboard(over log: String, name: String, ascii: Bool = false) throws -> Dashboard {
    var reader = try LogReader(ByteSource(Array(log.utf8)))
    var source = SourceStatus(.log, .log, name: "logs/\(name).jsonl")
    let scenario = ScenarioCatalog.descriptions.first { $0.name == reader.header.scenario }
    let start = reader.header.start(in: scenario)
    var dashboard = Dashboard(
      start: start, source: source, theme: Sample.theme,
      options: .init(ascii: ascii, scenarios: ScenarioCatalog.descriptions))
    var events: [Event] = []
    do {
      while let entry = try reader.next() {
        switch entry {
        case .event(let event): events.append(event)
        case .end(_, let reason): source.ending = .end(reason: reason.rawValue)
        case .finding, .checkpoint: break
        }
      }
      if reader.isCut { source.ending = .cut(line: events.count + 1) }
    } catch {
      source.ending = .failed(message: "\(error)")
    }
    let unknown = reader.report.kinds + reader.report.words
    if unknown > 0 { source.remarks = [Remark(unknown, "lines of an unknown kind skipped")] }
    source.format = reader.header.format
    source.length = reader.now
    let state: RunState = source.ending == .end(reason: "exited") ? .finished : .running
    _ = dashboard.handle(
      .batchArrived(EventBatch(events: events, now: reader.now, state: state)))
    _ = dashboard.handle(.run(.sourceChanged(source)))
    _ = dashboard.handle(.frameDue(secondsPassed: 1.0 / 30))
    return dashboard
  }
}

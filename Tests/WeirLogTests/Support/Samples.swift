import WeirEvents
import WeirTestSupport

@testable import WeirLog

/// Runs and events for tests of the log.
enum Samples {
  static let specification = EventSamples.specification

  static let header = LogHeader(
    specification, version: "0.1.0", started: "2026-11-22T09:00:00Z")

  /// A header with all its keys.
  static let fullHeader: LogHeader = {
    var header = LogHeader(
      watching: "shop", source: "asyncio", version: "0.2.0", started: "2026-11-22T09:00:00Z")
    (header.preset, header.pitfall, header.seed) = ("small", "no-lock", .max)
    header.parameters = [.init(name: "tables", text: "5"), .init(name: "time", text: "1s")]
    (header.program, header.command) = ("shop.py", ["python", "shop.py"])
    (header.pid, header.host, header.runtime) = (4711, "box", "CPython 3.13.1")
    (header.level, header.parents) = (.waits, .creator)
    return header
  }()

  /// One line of each derived kind, and both forms of the end.
  static func derivedLines() throws -> [JSONValue] {
    let finding = Finding(
      lint: .queueSaturated, subject: "intake", since: .zero, evidence: "Full, \"quite\".")
    var writer = LogWriter(header)
    writer.write(
      EventBatch(events: [], now: instant(1), state: .running),
      findings: [
        .init(instant: .zero, eventsBefore: 0, change: .raised(finding)),
        .init(instant: instant(0.5), eventsBefore: 0, change: .cleared(finding)),
      ])
    writer.end(.quit)
    var real = LogWriter(fullHeader)
    real.end(.exited)
    let lines =
      writer.takeBytes().split(separator: 10).dropFirst()
      + real.takeBytes().split(separator: 10).dropFirst()
    return try lines.map { try JSONParser.parse($0) }
  }

  /// One event of each kind, and of each form of a kind.
  static let kinds = EventSamples.kinds

  static func batch(_ kinds: [Event.Kind], at seconds: [Double], until end: Double) -> EventBatch {
    EventSamples.batch(kinds, at: seconds, until: end)
  }

  static func instant(_ seconds: Double) -> VirtualInstant { EventSamples.instant(seconds) }
}

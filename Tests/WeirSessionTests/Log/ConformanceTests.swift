import Foundation
import Testing
import WeirEvents
import WeirLog
import WeirSession

/// Logs as different programs write them, and the expected reading of each: `Tests/Conformance`.
@Suite struct ConformanceTests {
  /// The expected reading, in a file next to the log.
  struct Reading: Decodable, Equatable {
    /// `nil` if the header is refused.
    var header: Header?
    /// The number of entries of each kind.
    var entries: [String: Int] = [:]
    /// Late events: their kind, and the instant at which they happened.
    var late: [LateEvent] = []
    /// What was skipped or corrected, as in `ReadingReport`; `nil` if nothing was.
    var skipped: [String: Int] = [:]
    /// The instant of the last understood line.
    var now: Int64?
    var isCut = false
    var error: Problem?
  }

  struct Header: Decodable, Equatable {
    var format: Int
    var scenario: String
    var source: String
    var clock: String
    var level: String
    var parents: String
    var canRepeat: Bool
  }

  struct LateEvent: Decodable, Equatable {
    var kind: String
    var instant: Int64

    init(_ kind: String, _ instant: Int64) {
      self.kind = kind
      self.instant = instant
    }

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      kind = try values.decode(String.self)
      instant = try values.decode(Int64.self)
    }
  }

  /// One of these: a line with its problem, a header with its problem, or a version.
  struct Problem: Decodable, Equatable {
    var line: Int?
    var problem: String?
    var header: String?
    var version: Int?
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Conformance")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(".jsonl".count)) }.sorted()

  @Test func `each log has its expected reading`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let readings = files.filter { $0.hasSuffix(".expected.json") }
    #expect(Self.names.count >= 19)
    #expect(readings.sorted() == Self.names.map { $0 + ".expected.json" })
  }

  @Test(arguments: names)
  func `a log is read as expected`(name: String) throws {
    let log = Self.folder.appending(path: name + ".jsonl")
    let text = try Data(contentsOf: Self.folder.appending(path: name + ".expected.json"))
    let expected = try JSONDecoder().decode(Reading.self, from: text)
    let reading = read(log.path)
    #expect(reading == expected)
  }

  /// The only place that reads a log here.
  private func read(_ path: String) -> Reading {
    var reading = Reading()
    do {
      var reader = try SessionReader(path: path)
      reading.header = Header(reader.header)
      do {
        while let entry = try reader.next() {
          reading.entries[Self.kind(entry), default: 0] += 1
          guard case .event(let event) = entry, event.instant < reader.now else { continue }
          reading.late.append(LateEvent(Self.kind(entry), event.instant.nanoseconds))
        }
      } catch {
        reading.error = Problem(error)
      }
      reading.skipped = Self.counts(reader.report)
      reading.now = reader.now.nanoseconds
      reading.isCut = reader.isCut
    } catch {
      reading.error = Problem(error)
    }
    return reading
  }

  private static func counts(_ report: ReadingReport) -> [String: Int] {
    let counts = [
      "kinds": report.kinds, "words": report.words, "keys": report.keys,
      "longLines": report.longLines, "lateLines": report.lateLines, "names": report.names,
      "origins": report.origins,
    ]
    return counts.filter { $0.value > 0 }
  }

  /// Reading many events at a time gives the same events.
  @Test(arguments: names, [1, 3, 1000])
  func `events read at once equal events read one by one`(name: String, limit: Int) {
    let path = Self.folder.appending(path: name + ".jsonl").path
    var (single, joint): ([Event], [Event]) = ([], [])
    if var reader = try? SessionReader(path: path) {
      while let entry = try? reader.next() {
        if case .event(let event) = entry { single.append(event) }
      }
    }
    if var reader = try? SessionReader(path: path) {
      while let stop = try? reader.readEvents(into: &joint, limit: limit), stop != .end {}
    }
    #expect(single == joint)
  }

  private static func kind(_ entry: SessionEntry) -> String {
    switch entry {
    case .event(let event): event.kind.kind.schema.name
    case .finding(.raised, _): "warningRaised"
    case .finding(.cleared, _): "warningCleared"
    case .checkpoint: "checkpoint"
    case .end: "end"
    }
  }
}

extension ConformanceTests.Header {
  fileprivate init(_ header: LogHeader) {
    self.init(
      format: header.format, scenario: header.scenario, source: header.source,
      clock: header.clock.rawValue, level: header.level.rawValue,
      parents: header.parents.rawValue, canRepeat: header.seed != nil && header.preset != nil)
  }
}

extension ConformanceTests.Problem {
  fileprivate init(_ error: SessionError) {
    guard case .notUnderstood(_, let error) = error else { return }
    switch error {
    case .notALog: problem = "no log"
    case .unknownVersion(let version): self.version = version
    case .badHeader(let problem): header = problem
    case .badLine(let line, let problem): (self.line, self.problem) = (line, problem)
    case .unreadable(let code): problem = "error \(code)"
    }
  }
}

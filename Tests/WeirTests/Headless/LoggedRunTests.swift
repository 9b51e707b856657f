import Testing
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTestSupport

@testable import weir

/// A log gives the same results as its run.
@Suite struct LoggedRunTests {
  private func expectEqual(_ recorded: RecordedRun) throws {
    let model = recorded.run.model
    let expected = RunSummary(model, version: Weir.version)
    try RecordedRun.report(Array(recorded.text.utf8)) { run in
      let summary = RunSummary(
        run.model, version: run.reading.header.version, reading: run.reading)
      guard case .object(let members) = expected.json, case .object(let found) = summary.json
      else {
        Issue.record("A summary is an object.")
        return
      }
      #expect(found.map(\.key) == members.map(\.key))
      for (member, other) in zip(members, found) {
        #expect(other.value == member.value, "\(member.key)")
      }
      #expect(summary.csv == expected.csv)
      #expect(run.reading.remarks == [])
      let texts = [
        SummaryText(model, halt: nil, log: nil, subcommand: "simulate"),
        SummaryText(
          run.model, halt: nil, log: nil, subcommand: "simulate", reading: run.reading),
      ]
      #expect(texts[0].text == texts[1].text)
    }
  }

  @Test(arguments: RecordedRun.all)
  func `the report of a log equals the summary of its run, field by field`(
    specification: RunSpecification
  ) throws {
    try expectEqual(RecordedRun(specification, until: 1.5))
  }

  @Test(arguments: [0, 0.0005, 1, 9, 30])
  func `the report equals the summary with inputs at odd instants, and for any length`(
    seconds: Double
  ) throws {
    try expectEqual(RecordedRun(Self.withInputs(), until: seconds))
  }

  /// A run with all sorts of inputs.
  static func withInputs() throws -> RunSpecification {
    var specification = try ScenarioCatalog.specification(
      of: "producer-consumer", pitfall: "no-cancel", seed: 9)
    let inputs: [(Int64, RunInput)] = [
      (1, .parameterChanged(name: "consumers", value: .count(1))),
      (700_000_001, .pitfallSwitched("no-task-done")),
      (700_000_001, .parameterChanged(name: "capacity", value: .unlimited)),
      (1_000_000_000, .markerSet("here 1")), (2_345_678_901, .pitfallSwitched(nil)),
      (5_000_000_000, .parameterChanged(name: "producers", value: .count(0))),
    ]
    specification.inputs = inputs.map { TimedInput(VirtualInstant(nanoseconds: $0), $1) }
    return specification
  }

  @Test func `a log with only inputs has nothing to summarize`() throws {
    let recorded = try RecordedRun(Self.withInputs(), until: 3, level: .inputs)
    try RecordedRun.report(Array(recorded.text.utf8)) { run in
      #expect(run.reading.isOnlyInputs)
      #expect(
        run.model.command(as: "simulate") == recorded.run.model.command(as: "simulate"))
    }
  }

  @Test func `a truncated log is summarized as far as it goes`() throws {
    let recorded = try RecordedRun(Self.withInputs(), until: 3)
    let text = recorded.text.dropLast(3)
    try RecordedRun.report(Array(text.utf8)) { run in
      #expect(run.reading.ending == .cut(line: recorded.lines.count - 1))
      #expect(run.reading.remarks == [])
      let json = RunSummary(run.model, version: "1", reading: run.reading).json
      #expect(json["reading"]?.compact == "{\"cutAfterLine\":\(recorded.lines.count - 1)}")
      #expect(json["digest"] == .string(recorded.run.model.digest.hexadecimal))
    }
  }

  @Test func `an invalid line ends the reading, and what comes before is summarized`() throws {
    let recorded = try RecordedRun(Self.withInputs(), until: 3)
    var lines = recorded.lines
    lines[20] = #"{"t":0,"e":"taskResumed","task":"x"}"#
    let text = lines.map { $0 + "\n" }.joined()
    try RecordedRun.report(Array(text.utf8)) { run in
      guard case .failed(let error) = run.reading.ending else {
        Issue.record("The line was taken.")
        return
      }
      #expect(error.line == 21)
      #expect(run.model.analysis.eventCount == 19)
      let json = RunSummary(run.model, version: "1", reading: run.reading).json
      #expect(json["reading"]?["wrongLine"] == .integer(21))
    }
  }

  @Test func `missing, changed and extra lines give remarks`() throws {
    let recorded = try RecordedRun(Self.withInputs(), until: 3)
    var lines = recorded.lines
    func remarks() throws -> [Remark] {
      try RecordedRun.report(Array(lines.map { $0 + "\n" }.joined().utf8)) { $0.reading.remarks }
    }
    let last = lines.count - 1
    lines.append(lines[last])
    #expect(try remarks() == [Remark(1, "line after the end of the log ignored")])
    lines.removeLast()
    let line = lines[30]
    lines[30] = line.replacing(#""task":"#, with: #""task":1"#)
    #expect(
      try remarks()
        == [Remark(1, "digest that does not match the events: the log was modified")])
    lines[30] = line
    lines.removeSubrange(last - 3..<last)
    #expect(try remarks().map(\.text) == ["events counted by the log are missing"])
  }

  @Test func `inputs beyond the limit give a remark`() throws {
    let recorded = try RecordedRun(Self.withInputs(), until: 3)
    let time = #"{"t":3000000000,"e":"#
    let marker = time + #""markerSet","name":"m"}"# + "\n"
    let text = recorded.lines.dropLast().map { $0 + "\n" }.joined()
    let kept = try RecordedRun.report(Array(text.utf8)) { $0.model.inputs.count }
    let count = RunModel.inputLimit + 2 - kept
    try RecordedRun.report(Array((text + String(repeating: marker, count: count)).utf8)) { run in
      #expect(
        run.reading.remarks == [Remark(2, "inputs left out, beyond the limit")])
      #expect(run.model.command(as: "simulate") == nil)
      let json = RunSummary(run.model, version: "1", reading: run.reading).json
      #expect(json["reading"]?["unkeptInputs"] == .integer(2) && json["repeat"] == nil)
    }
  }

  @Test func `findings are kept whether or not they were cleared`() throws {
    var specification = try ScenarioCatalog.specification(
      of: "producer-consumer", pitfall: "no-cancel", seed: 2,
      settings: [("items", "5"), ("consume-time", "100ms"), ("produce-time", "100ms")])
    specification.inputs = []
    let recorded = try RecordedRun(specification, until: 60)
    try RecordedRun.report(Array(recorded.text.utf8)) { run in
      #expect(!run.findings.entries.isEmpty)
      let lines = FindingLines(run.findings, run.model.analysis)
      #expect(lines.count == lines.lines.count)
      for finding in run.model.analysis.foldedFindings {
        #expect(
          lines.lines.contains { $0.contains(finding.evidence) && $0.contains("still raised") })
      }
    }
  }
}

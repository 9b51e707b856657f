import Testing
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTestSupport

@testable import weir

@Suite struct VerificationTests {
  @Test(arguments: RecordedRun.all)
  func `the log of every run equals the run`(specification: RunSpecification) throws {
    let recorded = try RecordedRun(specification, until: 1.5)
    #expect(try RecordedRun.verify(recorded.text) == .same)
    let inputs = try RecordedRun(specification, until: 1.5, level: .inputs)
    #expect(try RecordedRun.verify(inputs.text) == .same)
  }

  @Test(arguments: [RecordLevel.all, .inputs], [0, 0.0005, 1, 9, 30])
  func `a log equals its run with inputs at odd instants, and for any length`(
    level: RecordLevel, seconds: Double
  ) throws {
    let specification = try LoggedRunTests.withInputs()
    let recorded = try RecordedRun(specification, until: seconds, level: level)
    #expect(try RecordedRun.verify(recorded.text) == .same)
  }

  // MARK: Ends

  /// The log of a recording that the user ended after a number of events.
  private func log(
    _ specification: RunSpecification, events count: Int, _ reason: EndReason = .quit
  ) throws -> String {
    let scenario = try ScenarioCatalog.description(of: specification.scenario)
    var model = RunModel(of: specification, in: scenario)
    let output = MemoryOutput()
    var writer = try SessionWriter(
      LogHeader(specification, version: Weir.version, started: "then"), to: output)
    var rest = count
    let run = try ScenarioRun(specification) { batch in
      let events = Array(batch.events.prefix(rest))
      rest -= events.count
      guard let last = events.last else { return }
      try? writer.write(
        model.fold(EventBatch(events: events, now: last.instant, state: .running)))
    }
    run.simulation.run(until: VirtualInstant(nanoseconds: 5_000_000_000))
    run.simulation.tearDown()
    try writer.end(reason)
    return output.text
  }

  @Test(arguments: [EndReason.quit, .full])
  func `a recording may end within an instant`(reason: EndReason) throws {
    let specification = try LoggedRunTests.withInputs()
    for count in [0, 1, 2, 3, 10, 17, 18, 19, 20, 45, 46, 47, 100, 150] {
      let text = try log(specification, events: count, reason)
      #expect(try RecordedRun.verify(text) == .same, "\(count) events")
    }
  }

  @Test func `a log cut anywhere is verified up to there`() throws {
    let recorded = try RecordedRun(LoggedRunTests.withInputs(), until: 1.5)
    let lines = recorded.lines
    for count in 1..<lines.count {
      let text = lines[..<count].map { $0 + "\n" }.joined()
      #expect(try RecordedRun.verify(text) == .cut(afterLine: count))
      #expect(try RecordedRun.verify(text + lines[count]) == .cut(afterLine: count))
    }
  }

  @Test func `a run that stalls, and one that finishes, are verified to their ends`() throws {
    for pitfall in ["no-task-done", nil] {
      let specification = try ScenarioCatalog.specification(
        of: "producer-consumer", preset: "guide", pitfall: pitfall, seed: 1)
      let text = try RecordedRun(specification, until: 60).text
      let reason = pitfall == nil ? "finished" : "stalled"
      #expect(text.hasSuffix("\"reason\":\"\(reason)\"}\n"))
      #expect(try RecordedRun.verify(text) == .same)
      let other = text.replacing("\"\(reason)\"}", with: "\"limit\"}")
      #expect(try RecordedRun.verify(other).difference?.line == text.split(separator: "\n").count)
    }
  }

  // MARK: Changes

  private static let shortRuns: [(name: String, preset: String, pitfall: String?, Double)] = [
    ("coroutine", "guide", nil, 5), ("producer-consumer", "guide", "no-task-done", 20),
    ("blocking", "guide", "on-the-loop", 3), ("pool", "live", nil, 0.12),
    ("shutdown", "guide", nil, 2), ("timeouts", "guide", "ignores-cancellation", 5),
  ]

  private func shortRun(_ index: Int, level: RecordLevel = .all) throws -> RecordedRun {
    let (name, preset, pitfall, seconds) = Self.shortRuns[index]
    var specification = try ScenarioCatalog.specification(
      of: name, preset: preset, pitfall: pitfall, seed: 17)
    specification.inputs = [
      TimedInput(VirtualInstant(nanoseconds: 50_000_007), .markerSet("mark-1"))
    ]
    return try RecordedRun(specification, until: seconds, level: level)
  }

  /// The indices of the significant digits of a line; in a header, not those of the version and the
  /// time.
  private func digits(of line: String, isHeader: Bool) -> [String.Index] {
    let start = line.firstRange(of: #""started""#)?.lowerBound ?? line.endIndex
    let scenario = line.firstRange(of: #""scenario""#)?.lowerBound ?? line.startIndex
    return line.indices.filter { index in
      line[index].isNumber && (!isHeader || index > scenario && index < start)
    }
  }

  private func changed(_ line: String, at place: String.Index, by offset: Int) -> String {
    var text = line
    let digit = (line[place].wholeNumberValue ?? 0) + 1 + offset % 9
    text.replaceSubrange(place...place, with: "\(digit % 10)")
    return text
  }

  /// Expects that a log with a changed digit is refused, or that the difference is named: at that
  /// line or, if it makes another run, at a later one.
  private func expectNamed(_ lines: [String], _ index: Int, _ line: String) throws {
    let text = (lines[..<index] + [line] + lines[(index + 1)...]).map { $0 + "\n" }.joined()
    let outcome: Verification.Outcome
    do { outcome = try RecordedRun.verify(text) } catch is VerificationError {
      return
    } catch is SessionError { return }
    guard let difference = outcome.difference, let found = difference.line else {
      // A run that ended slightly later may have the same events, and so may one with another value
      // of a knob.
      #expect(try rerun(text) == text, "Nothing differs: \(line)")
      return
    }
    let makesAnotherRun = index == 0 || line.contains("markerSet")
    #expect(makesAnotherRun ? found >= index + 1 : found == index + 1, "\(line)")
    #expect(difference.versions.count == 2 && Set(difference.versions.map(\.text)).count == 2)
    let seconds = Double(difference.instant.nanoseconds) / 1e9
    #expect(difference.place.contains("in second \(Int(seconds) + 1) "))
  }

  /// The log of the run that a log claims to be of.
  private func rerun(_ text: String) throws -> String {
    let log = StoredLog(text.utf8, path: "log")
    let outline = try LogOutline(
      try log.bytes(), path: "log",
      in: { try? ScenarioCatalog.description(of: $0.scenario) })
    let scenario = try ScenarioCatalog.description(of: outline.header.scenario)
    var specification = try #require(outline.header.start(in: scenario).specification)
    specification.inputs = outline.inputs
    let seconds = Double(outline.lastInstant.nanoseconds) / 1e9
    return try RecordedRun(
      specification, until: seconds, level: outline.isOnlyInputs ? .inputs : .all
    ).text
  }

  @Test(arguments: shortRuns.indices)
  func `a changed digit is named, whichever line it is in`(index: Int) throws {
    let lines = try shortRun(index).lines
    var dice = Dice(UInt64(index))
    for (index, line) in lines.enumerated() {
      let digits = digits(of: line, isHeader: index == 0)
      guard let place = dice.pick(digits) else {
        Issue.record("A line without a digit: \(line)")
        continue
      }
      try expectNamed(lines, index, changed(line, at: place, by: dice.below(9)))
    }
  }

  @Test(arguments: shortRuns.indices)
  func `each digit of some lines is compared, including the first and the last line`(
    index: Int
  ) throws {
    let lines = try shortRun(index).lines
    var dice = Dice(UInt64(index) + 100)
    let some = [0, lines.count - 1, dice.below(lines.count)]
    let kinds = ["checkpoint", "warningRaised", "warningCleared", "markerSet"].compactMap { kind in
      lines.firstIndex { $0.contains(#""e":"\#(kind)""#) }
    }
    for index in some + kinds {
      for place in digits(of: lines[index], isHeader: index == 0) {
        try expectNamed(lines, index, changed(lines[index], at: place, by: dice.below(9)))
      }
    }
  }

  @Test(arguments: [0, 1, 5])
  func `each digit of a log with only inputs is compared`(index: Int) throws {
    let lines = try shortRun(index, level: .inputs).lines
    for (index, line) in lines.enumerated() {
      for place in digits(of: line, isHeader: index == 0) {
        try expectNamed(lines, index, changed(line, at: place, by: 3))
      }
    }
  }

  @Test(arguments: [0, 1])
  func `lines duplicated, dropped, swapped or added are named`(index: Int) throws {
    let lines = try shortRun(index).lines
    func line(_ lines: [String]) throws -> Int? {
      try RecordedRun.verify(lines.map { $0 + "\n" }.joined()).difference?.line
    }
    for index in 1..<lines.count {
      var doubled = lines
      doubled.insert(lines[index], at: index)
      // An input is part of what is repeated: the lines that follow from it differ.
      let found = try line(doubled) ?? 0
      let isInput = lines[index].contains("markerSet")
      #expect(isInput ? found > index + 2 : found == index + 2, "doubled: \(lines[index])")
      var exchanged = lines
      exchanged.swapAt(index, max(index - 1, 1))
      if exchanged != lines { #expect(try line(exchanged) == index, "exchanged: \(lines[index])") }
      var longer = lines
      longer.insert("", at: index)
      #expect(try line(longer) == index + 1)
      guard index < lines.count - 1, lines[index] != lines[index + 1] else { continue }
      var shorter = lines
      shorter.remove(at: index)
      let place = try line(shorter) ?? 0
      #expect(isInput ? place > index : place == index + 1, "left out: \(lines[index])")
    }
    #expect(try line(lines + [lines[0]]) == lines.count + 1)
    #expect(try line(lines + [#"{"t":9,"e":"moon"}"#]) == lines.count + 1)
  }

  @Test func `what follows the end and is not a line of a log is ignored`() throws {
    let text = try shortRun(0).text
    #expect(try RecordedRun.verify(text + "coroutine · preset guide\n\n  items  5\n") == .same)
    #expect(try RecordedRun.verify(text + #"{"scenario":"coroutine"}"# + "\n") == .same)
  }

  @Test func `both versions are described in words, with the names at that moment`() throws {
    let recorded = try shortRun(1)
    let lines = recorded.lines
    let index = try #require(lines.firstIndex { $0.contains("itemEnqueued") })
    var other = lines
    other[index] = other[index].replacing(#""task":"#, with: #""task":9"#)
    let outcome = try RecordedRun.verify(other.map { $0 + "\n" }.joined())
    let difference = try #require(outcome.difference)
    #expect(difference.line == index + 1 && difference.event == index)
    #expect(difference.versions[1].text.contains("producer-1 put item 1"))
    #expect(
      difference.lines[0].hasPrefix("  log: at ") && difference.lines[1].hasPrefix("  run: at "))
  }

  @Test func `if the words are equal, the lines are shown`() throws {
    let lines = try shortRun(0).lines
    let index = try #require(lines.firstIndex { $0.contains(#""line":"#) })
    var other = lines
    other[index] = other[index].replacing(#""line":"#, with: #""line":1"#)
    let outcome = try RecordedRun.verify(other.map { $0 + "\n" }.joined())
    #expect(outcome.difference?.versions.map(\.text) == [other[index], lines[index]])
  }

  // MARK: Findings

  @Test func `findings by other thresholds are distinguished from another run`() throws {
    let specification = try ScenarioCatalog.specification(
      of: "blocking", pitfall: "on-the-loop", seed: 4)
    var thresholds = LintThresholds()
    thresholds.loopBlocked = .milliseconds(1)
    let recorded = try RecordedRun(specification, until: 5, thresholds: thresholds)
    #expect(try RecordedRun.verify(recorded.text, thresholds: thresholds) == .same)
    guard case .findingsDiffer(let difference) = try RecordedRun.verify(recorded.text) else {
      Issue.record("The findings are the same.")
      return
    }
    #expect(difference.line ?? 0 > 1)
    #expect(try RecordedRun.verify(recorded.text, comparesFindings: false) == .same)
  }

  @Test(arguments: [true, false])
  func `an invalid line of a finding is named, whether or not findings are compared`(
    comparesFindings: Bool
  ) throws {
    let lines = try findingRun.get().lines
    let places = lines.indices.filter { lines[$0].contains(#""e":"warning"#) }
    #expect(places.count > 1)
    for index in places {
      let line = lines[index]
      let quotes = line.indices.filter { line[$0] == "\"" }
      let unreadable = [
        line.replacing("\"subject\"", with: "\"subject", maxReplacements: 1),
        line.replacing(#"{"t":"#, with: #"{"t":-"#), String(line.dropLast()), line + "}",
        String(line[..<(quotes.last ?? line.endIndex)]),
      ]
      for other in unreadable {
        let text = (lines[..<index] + [other] + lines[(index + 1)...]).map { $0 + "\n" }.joined()
        guard
          case .differs(let difference) = try RecordedRun.verify(
            text, comparesFindings: comparesFindings)
        else {
          Issue.record("The line was taken: \(other)")
          continue
        }
        #expect(difference.line == index + 1)
        #expect(difference.versions[0].text.hasPrefix("an invalid line, since "))
        #expect(difference.versions[1].text.contains(": warning ") == comparesFindings)
      }
    }
  }

  /// A run with several findings that continues after them, and is ended by a limit.
  private let findingRun = Result {
    let specification = try ScenarioCatalog.specification(
      of: "blocking", preset: "guide", pitfall: "on-the-loop", seed: 4,
      settings: [("cpu-time", "150ms"), ("rest", "8s"), ("heartbeat", "3s"), ("jobs", "100")])
    return try RecordedRun(specification, until: 20)
  }

  // MARK: Other logs

  @Test(arguments: ["web-server", "thread-pool", "simulated"])
  func `a log of another program can't be verified`(name: String) throws {
    let bytes = Array(try ConformanceFile(name).bytes)
    #expect(throws: VerificationError.self) { try RecordedRun.verify(bytes) }
  }

  @Test func `an unknown scenario, knob or value is an error`() throws {
    let recorded = try shortRun(0)
    let changes = [
      (#""scenario":"coroutine""#, #""scenario":"lighthouse""#),
      (#""preset":"guide""#, #""preset":"x""#),
      (#""parameters":{"#, #""parameters":{"moon":1,"#), (#""pitfall":null"#, #""pitfall":"x""#),
      (#""count":"#, #""counts":"#), (#""count":"#, #""count":9999"#),
    ]
    for (old, new) in changes {
      let text = recorded.text.replacing(old, with: new, maxReplacements: 1)
      #expect(text != recorded.text)
      let error = #expect(throws: VerificationError.self) { try RecordedRun.verify(text) }
      #expect(error?.description.contains("can't be repeated: ") == true)
    }
  }

  @Test func `a log of version 1 is verified by its events`() throws {
    let bytes = Array(try ConformanceFile("format-1").bytes)
    #expect(try RecordedRun.verify(bytes) == .same)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    for (index, line) in lines.enumerated().dropFirst() where !line.contains("\"digest\"") {
      // Source locations are those of the program that wrote the log.
      let end = line.firstRange(of: #""file""#)?.lowerBound ?? line.endIndex
      guard let place = line[..<end].lastIndex(where: \.isNumber) else { continue }
      let isFinding = line.contains(#""e":"warning"#)
      if !isFinding { try expectNamed(lines, index, changed(line, at: place, by: 1)) }
    }
  }

  @Test func `a log of version 2 is not accepted as one of version 1`() throws {
    let specification = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 1)
    let text = try RecordedRun(specification, until: 6).text
    #expect(text.contains("itemDone"))
    let other = "{\"weir\":1" + text.dropFirst(9)
    #expect(try RecordedRun.verify(other).difference != nil)
  }
}

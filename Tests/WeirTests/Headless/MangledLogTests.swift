import Testing
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTestSupport

@testable import weir

/// Logs damaged in any way are summarized, or refused with a line.
@Suite struct MangledLogTests {
  /// A short log, of which every change is tried.
  private static let short = Result {
    let specification = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", pitfall: "no-task-done", seed: 1,
      settings: [("items", "2"), ("producers", "1"), ("consumers", "1")])
    return Array(try RecordedRun(specification, until: 10).text.utf8)
  }

  /// The log of a run ended by a limit, with an input, a finding and a checkpoint.
  private static let limited = Result {
    var specification = try ScenarioCatalog.specification(
      of: "blocking", preset: "guide", pitfall: "on-the-loop", seed: 1,
      settings: [("cpu-time", "150ms"), ("rest", "300ms"), ("heartbeat", "400ms")])
    specification.inputs = [
      TimedInput(VirtualInstant(nanoseconds: 50_000_007), .markerSet("mark-1"))
    ]
    return Array(try RecordedRun(specification, until: 1.2).text.utf8)
  }

  /// Whether a change of a line does not affect the repeated run, so that it has to be found.
  private func leavesTheRun(_ line: some Collection<UInt8>) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    return !text.contains(#""weir":"#) && !text.contains(#""e":"markerSet""#)
  }

  /// Summarizes a log, and reads everything in the result.
  private func report(_ bytes: [UInt8]) {
    do {
      try RecordedRun.report(bytes) { run in
        let reading = run.reading
        #expect(reading.ending != nil)
        if case .failed(let error) = reading.ending { #expect(error.line != nil) }
        let summary = RunSummary(run.model, version: "1", reading: reading)
        #expect(!summary.json.compact.isEmpty && !summary.asciiCSV.isEmpty)
        let text = SummaryText(
          run.model, halt: nil, log: nil, subcommand: "simulate", reading: reading)
        #expect(!text.text.isEmpty)
        #expect(reading.remarks.allSatisfy { $0.count > 0 && !$0.text.isEmpty })
        _ = FindingLines(run.findings, run.model.analysis)
      }
    } catch {
      #expect(error is SessionError)
    }
  }

  /// Verifies a log that differs from its run.
  ///
  /// - Parameter line: The line of the first difference; `nil` if it is unknown.
  private func verify(_ bytes: [UInt8], differsAt line: Int? = nil) {
    for comparesFindings in [true, false] {
      do {
        let outcome = try RecordedRun.verify(bytes, comparesFindings: comparesFindings)
        if let difference = outcome.difference {
          #expect(difference.line != nil && difference.lines.count == 2)
        }
        if let line, comparesFindings || outcome.difference != nil {
          #expect(outcome.difference?.line == line)
        }
      } catch {
        #expect(line == nil && (error is SessionError || error is VerificationError))
      }
    }
  }

  private func flipped(_ log: [UInt8], _ place: Int, _ dice: inout Dice) -> [UInt8] {
    var bytes = log
    bytes[place] ^= 1 << UInt8(dice.below(8))
    return bytes
  }

  @Test func `reports accept a log with any byte flipped`() throws {
    let log = try Self.short.get()
    var dice = Dice(1)
    for place in log.indices { report(flipped(log, place, &dice)) }
  }

  @Test func `verify names a flipped byte, whichever line it is in`() throws {
    let log = try Self.limited.get()
    let lines = log.split(separator: 0x0A)
    var dice = Dice(2)
    for place in log.indices {
      let line = log[..<place].count { $0 == 0x0A }
      // Every byte of the findings: whether they can be read decides what is compared after them.
      let isFinding = String(decoding: lines[line], as: UTF8.self).contains(#""e":"warning"#)
      guard isFinding || dice.once(in: 8) else { continue }
      // Without the last byte the log is cut.
      let isNamed = leavesTheRun(lines[line]) && place < log.count - 1
      verify(flipped(log, place, &dice), differsAt: isNamed ? line + 1 : nil)
    }
  }

  @Test func `reports accept a log cut after any byte`() throws {
    let log = try Self.short.get()
    for place in log.indices { report(Array(log[..<place])) }
  }

  @Test func `a log cut anywhere is verified up to there`() throws {
    let log = try Self.limited.get()
    for place in log.indices.dropFirst((log.firstIndex(of: 0x0A) ?? 0) + 1) where place % 7 == 0 {
      let outcome = try RecordedRun.verify(Array(log[..<place]))
      #expect(outcome == .cut(afterLine: log[..<place].count { $0 == 0x0A }), "\(place) bytes")
    }
  }

  @Test(arguments: 0..<40)
  func `reports accept lines duplicated, dropped and shuffled`(seed: Int) throws {
    var dice = Dice(UInt64(seed))
    var lines = try Self.short.get().split(separator: 0x0A)
    for _ in 0..<(1 + dice.below(20)) {
      let (place, other) = (1 + dice.below(lines.count - 1), 1 + dice.below(lines.count - 1))
      switch dice.below(3) {
      case 0: lines.insert(lines[place], at: other)
      case 1 where lines.count > 4: lines.remove(at: place)
      default: lines.swapAt(place, other)
      }
    }
    let bytes = Array(lines.map { $0 + [0x0A] }.joined())
    report(bytes)
    verify(bytes)
  }

  @Test(arguments: 0..<20)
  func `reports accept numbers at their limits`(seed: Int) throws {
    for log in [Self.short, Self.limited] {
      let text = String(decoding: try log.get(), as: UTF8.self)
      let isShort = text.contains("producer-consumer")
      var dice = Dice(UInt64(seed))
      let numbers = ["0", "1", "4294967295", "9223372036854775807", "9223372036854775806", "-1"]
      for _ in 0..<12 {
        var lines = text.split(separator: "\n").map(String.init)
        let place = dice.below(lines.count)
        let line = lines[place]
        let matches = lines[place].ranges(of: #/:[0-9]+/#)
        guard let range = dice.pick(matches) else { continue }
        lines[place].replaceSubrange(range, with: ":" + (dice.pick(numbers) ?? ""))
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        if isShort { report(bytes) }
        let isNamed = lines[place] != line && leavesTheRun(line.utf8)
        verify(bytes, differsAt: isNamed ? place + 1 : nil)
      }
    }
  }
}

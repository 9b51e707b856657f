import Testing
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession
import WeirTestSupport

@testable import weir

/// Logs that were damaged in any way are reported on, or refused with a line.
@Suite struct MangledLogTests {
  private func log() throws -> [UInt8] {
    let specification = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", pitfall: "no-task-done", seed: 1,
      settings: [("items", "2"), ("producers", "1"), ("consumers", "1")])
    return Array(try RecordedRun(specification, until: 10).text.utf8)
  }

  /// Sums a log up, and looks at all that is said about it.
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

  /// Verifies a log that is not what its run gives.
  private func verify(_ bytes: [UInt8]) {
    do {
      let outcome = try RecordedRun.verify(bytes)
      if let difference = outcome.difference {
        #expect(difference.line != nil && difference.lines.count == 2)
      }
    } catch {
      #expect(error is SessionError || error is VerificationError)
    }
  }

  @Test func `every byte flipped`() throws {
    let log = try log()
    var dice = Dice(1)
    for place in log.indices {
      var bytes = log
      bytes[place] ^= 1 << UInt8(dice.below(8))
      report(bytes)
      if place % 5 == dice.below(5) { verify(bytes) }
    }
  }

  @Test func `cut after every byte`() throws {
    let log = try log()
    for place in log.indices {
      report(Array(log[..<place]))
      if place % 7 == 0 { verify(Array(log[..<place])) }
    }
  }

  @Test(arguments: 0..<40)
  func `lines doubled, left out and shuffled`(seed: Int) throws {
    var dice = Dice(UInt64(seed))
    var lines = try log().split(separator: 0x0A)
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
  func `numbers at their limits`(seed: Int) throws {
    var dice = Dice(UInt64(seed))
    let numbers = ["0", "1", "4294967295", "9223372036854775807", "9223372036854775806", "-1"]
    for _ in 0..<20 {
      var lines = try String(decoding: log(), as: UTF8.self).split(separator: "\n").map(String.init)
      let place = dice.below(lines.count)
      let matches = lines[place].ranges(of: #/:[0-9]+/#)
      guard let range = dice.pick(matches) else { continue }
      lines[place].replaceSubrange(range, with: ":" + (dice.pick(numbers) ?? ""))
      let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
      report(bytes)
      verify(bytes)
    }
  }
}

import Foundation
import Testing
import WeirAnalysis
import WeirDashboard
import WeirEvents
import WeirLog
import WeirScenarios
import WeirTestSupport

@testable import weir

/// The screen, the log and a run without a screen have the same model of a run, whatever its
/// inputs.
@Suite final class OneModelTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A random input to a run of a scenario.
  private func input(_ scenario: ScenarioDescription, _ dice: inout Dice) -> RunInput {
    let trigger = dice.pick(scenario.triggers)
    switch dice.below(4) {
    case 0: return .markerSet("m\(dice.below(3))")
    case 1: return .pitfallSwitched(dice.pick(scenario.pitfalls.map(\.name) + [nil]) ?? nil)
    case 2 where trigger != nil: return .triggered(trigger?.name ?? "")
    default:
      let knob = scenario.knobs[dice.below(scenario.knobs.count)]
      let preset = dice.pick(scenario.presets)
      return .parameterChanged(
        name: knob.name, value: scenario.value(of: knob, in: preset) ?? .off)
    }
  }

  /// Checks a model against that of the same run without a screen, and returns the lines of the
  /// log of that run, without the reason of its end.
  private func linesOfRun(equalTo model: RunModel) throws -> [Substring] {
    let specification = try #require(model.specification)
    let headless = try HeadlessRun(
      specification, until: model.analysis.now, thresholds: .init()
    ).model
    #expect(model.digest.hexadecimal == headless.digest.hexadecimal)
    #expect(model.analysis.eventCount == headless.analysis.eventCount)
    #expect(model.inputs == headless.inputs)
    #expect(model.analysis.findings == headless.analysis.findings)
    #expect(model.analysis.state == headless.analysis.state)
    return LogText.withoutReason(
      try LogText(of: specification, until: model.analysis.now).lines)
  }

  @Test(arguments: 0..<22)
  func `dashboard, log and a run without a screen have the same model`(seed: Int) async throws {
    var dice = Dice(UInt64(seed))
    let scenarios = ScenarioCatalog.descriptions
    let scenario = scenarios[seed % scenarios.count]
    let start = try ScenarioCatalog.specification(
      of: scenario.name, preset: dice.pick(scenario.presets)?.name, seed: UInt64(seed))
    let output = MemoryOutput()
    var bench = try RunBench(start, isPaused: true, output: output, folder: folder)
    var instant = 0
    func go(_ bench: RunBench) {
      instant += 1 + dice.below(2000)
      let inputs = (0..<dice.below(3)).map { _ in
        SourceCommand.send(input(scenario, &dice))
      }
      let target = VirtualInstant(nanoseconds: Int64(instant) * 1_000_000)
      bench.source.perform(inputs + [.goTo(.instant(target))])
    }
    // Some recordings start in the middle, and the first one ends there.
    let place = dice.below(12)
    let path = folder.appending(path: "log").path
    var (arrivals, isStarted, isOver) = (0, false, false)
    go(bench)
    let outcome = await bench.run { input, bench in
      switch input {
      case .updated(.seekEnded):
        arrivals += 1
        if arrivals == place { bench.recorder.record(path) }
        isOver = arrivals >= 12 && (isStarted || place == 0)
        if !isOver { go(bench) }
      case .reported(.run(.recordingStarted(let log))): isStarted = log == path
      // An arrival is followed by the update that virtual time is paused.
      case .updated(.pauseChanged): return !isOver
      default: break
      }
      return true
    }

    #expect(outcome.failure == nil)
    let whole = try linesOfRun(equalTo: bench.shown.model)
    let first = LogText.withoutReason(LogText.lines(output.text))
    if place == 0 {
      #expect(first == whole)
    } else {
      let log = try String(contentsOfFile: path, encoding: .utf8)
      #expect(LogText.withoutReason(LogText.lines(log)) == whole)
      // The last line is its end, and findings of a stall may come before it.
      let part = first.dropLast(2)
      #expect(Array(part) == Array(whole.prefix(part.count)))
    }
  }

  /// In any order: further, back, and another future from there.
  @Test(arguments: 0..<11)
  func `after seeks and other futures, the model and a new log are those of a run without a screen`(
    seed: Int
  ) async throws {
    var dice = Dice(UInt64(100 + seed))
    let scenario = ScenarioCatalog.descriptions[seed % ScenarioCatalog.descriptions.count]
    let start = try ScenarioCatalog.specification(of: scenario.name, seed: UInt64(seed))
    var bench = try RunBench(start, isPaused: true, output: MemoryOutput(), folder: folder)
    let path = folder.appending(path: "future").path
    func go(_ bench: RunBench) {
      let newest = Int(bench.shown.dashboard.newest.instant.nanoseconds / 1_000_000)
      let instant = Int64(dice.below(newest + 1000))
      bench.source.perform(.goTo(.instant(VirtualInstant(nanoseconds: instant * 1_000_000))))
    }
    var (moves, isStarted, isOver, isPast) = (0, false, false, false)
    go(bench)
    let outcome = await bench.run { update, bench in
      switch update {
      case .updated(.restored): isPast = true
      case .updated(.atHead): isPast = false
      case .updated(.branched):
        isPast = false
        go(bench)
      case .updated(.seekEnded):
        moves += 1
        if moves == 30 { bench.source.perform(.goTo(.end)) }
        if moves == 31 { bench.recorder.record(path) }
        isOver = isStarted
        guard moves < 30 else { break }
        if dice.below(3) == 0 {
          bench.source.perform(.send(input(scenario, &dice)))
          // Another future begins, and the next seek after that.
          if isPast { break }
        }
        go(bench)
      case .reported(.run(.recordingStarted(let log))):
        isStarted = log == path
        bench.source.perform(.goTo(.end))
      case .updated(.pauseChanged): return !isOver
      default: break
      }
      return true
    }
    #expect(outcome.failure == nil)
    let log = try String(contentsOfFile: path, encoding: .utf8)
    let whole = try linesOfRun(equalTo: bench.shown.model)
    #expect(LogText.withoutReason(LogText.lines(log)) == whole)
  }
}

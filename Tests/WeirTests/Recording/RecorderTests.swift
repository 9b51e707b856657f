import WeirScreen
import ArgumentParser
import Foundation
import Testing
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirTestSupport

@testable import weir

/// The recorder between a run and its screen.
@Suite(.serialized) final class RecorderTests {
  private let folder: URL

  init() throws {
    // As the program does at its start: a pipe without a reader is an error like others.
    BrokenPipe.ignoreSignal()
    folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private var files: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  }

  private func consumers(_ count: Int) -> RunInput {
    .parameterChanged(name: "consumers", value: .count(count))
  }

  /// A run that is fast, and whose batches are small.
  private func bench(
    speed: Double = 300, output: (any SessionOutput)? = nil,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant
  ) throws -> RunBench {
    try RunBench(
      ScenarioCatalog.specification(of: "producer-consumer", seed: 5), speed: speed,
      stepsAtOneInstant: stepsAtOneInstant, output: output, folder: folder)
  }

  private func log(_ name: String) throws -> [Substring] {
    LogText.lines(try String(contentsOfFile: path(name), encoding: .utf8))
  }

  /// The log of the same run without a screen.
  private func headless(_ bench: RunBench) throws -> [Substring] {
    try LogText(
      of: #require(bench.shown.model.specification), until: bench.shown.model.analysis.now
    )
    .lines
  }

  @Test func `a run that continues during catching up is recorded completely`() async throws {
    var (isAsked, isStarted, count) = (false, false, 0)
    var bench = try bench()
    let outcome = await bench.run { input, bench in
      switch input {
      case .updated(.batchArrived(let batch)):
        count += 1
        if count % 5 == 0 { bench.source.perform(.send(consumers(1 + count % 7))) }
        if batch.now.seconds > 60, !isAsked {
          isAsked = true
          bench.recorder.record(path("log"))
        }
        if isStarted { return false }
      case .reported(.run(.recordingStarted(let path))):
        #expect(path == self.path("log"))
        isStarted = true
      default: break
      }
      return true
    }
    #expect(outcome.path == path("log") && outcome.failure == nil && isStarted)
    // The last instant of a stopped run may be incomplete.
    let log = try log("log").dropLast(1)
    let whole = try headless(bench)
    #expect(log.count > 1000)
    #expect(Array(log) == Array(whole.prefix(log.count)))
  }

  @Test func `a recording cancelled at once leaves no partial file`() async throws {
    var (isAsked, givenUp) = (false, [String]())
    var bench = try bench()
    let outcome = await bench.run { input, bench in
      switch input {
      case .updated(.batchArrived(let batch)) where batch.now.seconds > 60 && !isAsked:
        isAsked = true
        bench.recorder.record(path("log"))
        bench.recorder.stop()
      case .reported(.run(.recordingGivenUp(let path))): givenUp.append(path ?? "")
      case .reported(.run(.recordingStopped)): givenUp.append("completed")
      default: break
      }
      return givenUp.isEmpty
    }
    // Whether it had caught up before depends on speed; there is never a partial file.
    #expect(givenUp == ["completed"] || files.isEmpty)
    #expect(outcome.failure == nil)
  }

  /// The text on the screen.
  private func screen(_ bench: RunBench) -> String {
    var bench = bench
    let size = Size(columns: 160, rows: 50)
    _ = bench.shown.dashboard.handle(.terminal(.resized(size)))
    var frame = Frame(size: size)
    bench.shown.dashboard.draw(in: &frame)
    return frame.text
  }

  @Test func `the screen and the summary say why the engine gave up a run`() async throws {
    var bench = try bench(stepsAtOneInstant: 5)
    _ = await bench.run { input, _ in
      if case .updated(.halted) = input { false } else { true }
    }
    #expect(bench.shown.halt == .clockStoodStill(at: .zero, steps: 5))
    #expect(screen(bench).contains("The run has stalled: the clock stood still at 0s"))
    let summary = SummaryText(
      bench.shown.model, halt: bench.shown.halt, log: nil, subcommand: "run")
    #expect(summary.text.contains("stalled: the clock stood still at 0s for 5 steps\n"))
  }

  /// Presses a key when a log is blocked, after everything else had a chance to happen.
  private func press(whenStuck output: StuckOutput, _ bench: RunBench) {
    let press = bench.press
    Task {
      for await _ in output.untilStuck {}
      for _ in 0..<1000 { await Task.yield() }
      press(.character("?"))
    }
  }

  @Test func `while the log is blocked the run waits, keys do not, and nothing is lost`()
    async throws
  {
    let output = StuckOutput(freeWrites: 1)
    var bench = try bench(output: output)
    press(whenStuck: output, bench)
    var (batches, keys, goneOn) = (0, 0, 0)
    let outcome = await bench.run { input, _ in
      switch input {
      case .updated(.batchArrived):
        if output.isStuck { batches += 1 }
        if keys > 0 { goneOn += 1 }
      case .terminal:
        #expect(output.isStuck)
        keys += 1
        output.release()
      default: break
      }
      return goneOn < 20
    }
    #expect(batches <= 4 && keys == 1 && outcome.failure == nil)
    let log = LogText.lines(output.memory.text).dropLast(1)
    let whole = try headless(bench)
    #expect(Array(log) == Array(whole.prefix(log.count)))
    let events = log.count { !$0.contains(#/"e":"(checkpoint|warning)/#) }
    #expect(events == bench.shown.model.analysis.eventCount)
  }

  @Test func `a run that is left while its log is blocked is completely in the log`() async throws {
    let output = StuckOutput(freeWrites: 1)
    var bench = try bench(output: output)
    press(whenStuck: output, bench)
    let outcome = await bench.run { input, _ in
      guard case .terminal = input else { return true }
      Task {
        for _ in 0..<1000 { await Task.yield() }
        output.release()
      }
      return false
    }
    #expect(outcome.path == "memory" && outcome.failure == nil)
    let end = try #require(LogText.lines(output.memory.text).last)
    let model = bench.shown.model
    #expect(
      end.contains(
        "\"events\":\(model.analysis.eventCount),\"digest\":\"\(model.digest.hexadecimal)\""))
  }

  @Test func `another run ends a recording, and the screen says so`() async throws {
    let output = MemoryOutput()
    var bench = try bench(output: output)
    let next = try ScenarioCatalog.specification(of: "pool", seed: 5)
    var (count, stopped) = (0, 0)
    let outcome = await bench.run { input, bench in
      switch input {
      case .updated(.batchArrived):
        count += 1
        if count == 20 { bench.source.perform(.restart(next)) }
      case .reported(.run(.recordingStopped)): stopped += 1
      default: break
      }
      return stopped == 0 || bench.shown.model.analysis.eventCount == 0
    }
    #expect(outcome.path == nil && !bench.shown.dashboard.hasLog)
    #expect(bench.shown.model.start == RunStart(next))
    #expect(output.text.contains("\"reason\":\"quit\""))
    #expect(output.text.split(separator: "\n").count { $0.contains("\"e\":\"end\"") } == 1)
  }

  @Test func `a recording of a run that has ended says so in its last line`() async throws {
    let output = MemoryOutput()
    let guide = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", seed: 3)
    var bench = try RunBench(guide, output: output, folder: folder)
    _ = await bench.run { _, bench in bench.shown.model.analysis.state == .running }
    #expect(output.text.contains("\"reason\":\"finished\""))
  }

  /// Creates a named pipe and, if requested, a reader of it that reads nothing.
  private func makePipe(_ name: String, hasReader: Bool) throws -> FileHandle? {
    try #require(mkfifo(path(name), 0o600) == 0)
    guard hasReader else { return nil }
    let descriptor = open(path(name), O_RDONLY | O_NONBLOCK)
    try #require(descriptor >= 0)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  @Test(arguments: [false, true], [false, true])
  func `a recording to a pipe without a reader is reported as cancelled, and the run continues`(
    hasReader: Bool, restarts: Bool
  ) async throws {
    let reader = try makePipe("pipe", hasReader: hasReader)
    let other = try ScenarioCatalog.specification(of: "producer-consumer", seed: 6)
    var (count, goneOn) = (0, 0)
    var countAsked: Int?
    var givenUp: [String?] = []
    var bench = try bench()
    let outcome = await bench.run { input, bench in
      switch input {
      case .updated(.batchArrived(let batch)):
        count += 1
        goneOn += givenUp.isEmpty ? 0 : 1
        if batch.now.seconds > 60, countAsked == nil {
          countAsked = count
          bench.recorder.record(path("pipe"))
          // The rest is waiting, during which a fast run would have a lot to do.
          bench.source.perform(.setSpeed(1))
        } else if let countAsked, count == countAsked + 2 {
          if restarts { bench.source.perform(.restart(other)) } else { bench.recorder.stop() }
        }
      case .reported(.run(.recordingGivenUp(let path))): givenUp.append(path)
      case .reported(.run(.recordingStarted)), .reported(.run(.recordingStopped)),
        .reported(.run(.recordingFailed)):
        Issue.record("It was not given up: \(input)")
        return false
      default: break
      }
      return goneOn < 3
    }
    #expect(givenUp == [path("pipe")] && outcome.path == nil)
    #expect(files == ["pipe"])
    try reader?.close()
  }

  @Test func `generated names are used one after the other`() async throws {
    var paths: [String] = []
    var isAsked = false
    var bench = try bench(speed: 1)
    _ = await bench.run { input, bench in
      switch input {
      case .updated(.batchArrived) where !isAsked:
        isAsked = true
        bench.recorder.record(nil)
      case .reported(.run(.recordingStarted(let path))):
        paths.append(path)
        bench.recorder.stop()
      case .reported(.run(.recordingStopped)):
        if paths.count < 3 { bench.recorder.record(nil) }
        return paths.count < 3
      default: break
      }
      return true
    }
    let stem = "weir-producer-consumer-5"
    #expect(paths == ["\(stem).jsonl", "\(stem)-2.jsonl", "\(stem)-3.jsonl"].map(path))
  }
}

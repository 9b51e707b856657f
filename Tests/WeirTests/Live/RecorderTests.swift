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

@testable import weir

/// The recorder between a run and its screen.
@Suite final class RecorderTests {
  private let folder: URL

  init() throws {
    // As the program does at its start: a pipe whose reader ends is an error like others.
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

  /// Runs at full speed, and hands each report to a function, which ends the run by answering
  /// false.
  private func watch(
    speed: Double = 65536,
    stepsAtOneInstant: Int = Simulation.Configuration().stepsAtOneInstant,
    _ look: (DashboardInput, Recorder, LiveRunner) -> Bool
  ) async throws -> Recorder.Outcome {
    let specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 5)
    let runner = try LiveRunner(
      specification, speed: speed, isPaused: false, stepsAtOneInstant: stepsAtOneInstant)
    let recorder = try Recorder(
      specification, RecordOptions.parse([]), thresholds: .init(), folder: folder)
    let books = Task { await recorder.run(runner.news) }
    for await report in recorder.reports where !look(report, recorder, runner) { break }
    runner.stop()
    recorder.leave()
    return await books.value
  }

  /// What the header does not hold, of the log that the same run has without a screen.
  private func repeated(_ outcome: Recorder.Outcome) throws -> Substring {
    let specification = outcome.book.specification(of: outcome.start)
    let description = try ScenarioCatalog.description(of: specification.scenario)
    let output = MemoryOutput()
    var book = RunBook(
      description,
      writer: try SessionWriter(
        LogHeader(outcome.start, version: Weir.version, started: "then"), to: output))
    let run = try ScenarioRun(specification) { try? book.fold($0) }
    run.simulation.run(until: outcome.book.analysis.now)
    run.simulation.tearDown()
    try book.endLog(.quit)
    return output.text.drop { $0 != "\n" }
  }

  @Test func `a run that goes on while it is caught up with is recorded whole`() async throws {
    var (isAsked, isStarted, count) = (false, false, 0)
    let outcome = try await watch { report, recorder, runner in
      switch report {
      case .batchArrived(let batch):
        count += 1
        if count % 5 == 0 { runner.order(.send(self.consumers(1 + count % 7))) }
        if batch.now.seconds > 300, !isAsked {
          isAsked = true
          recorder.record(self.path("log"))
        }
        if isStarted { return false }
      case .recordingStarted(let path):
        #expect(path == self.path("log"))
        isStarted = true
      default: break
      }
      return true
    }
    #expect(outcome.path == path("log") && outcome.failure == nil && isStarted)
    let text = try String(contentsOfFile: path("log"), encoding: .utf8)
    // The last instant of a run that is stopped may be cut in two.
    let log = text.drop { $0 != "\n" }.split(separator: "\n").dropLast(1)
    let whole = try repeated(outcome).split(separator: "\n")
    #expect(log.count > 1000)
    #expect(Array(log) == Array(whole.prefix(log.count)))
  }

  @Test func `a recording that is given up at once leaves no half file`() async throws {
    var (isAsked, givenUp) = (false, [String]())
    let outcome = try await watch { report, recorder, runner in
      switch report {
      case .batchArrived(let batch) where batch.now.seconds > 2000 && !isAsked:
        isAsked = true
        recorder.record(self.path("log"))
        recorder.stop()
      case .recordingGivenUp(let path): givenUp.append(path ?? "")
      case .recordingStopped: givenUp.append("completed")
      default: break
      }
      return givenUp.isEmpty
    }
    // Whether it had caught up before is a matter of speed; a half file is never there.
    #expect(givenUp == ["completed"] || files.isEmpty)
    #expect(outcome.failure == nil)
  }

  @Test func `the screen and the summary say why a run was given up`() async throws {
    var problems: [String] = []
    let outcome = try await watch(stepsAtOneInstant: 5) { report, _, _ in
      if case .problemShown(let text) = report { problems.append(text) }
      return problems.isEmpty
    }
    #expect(
      problems == [
        """
        The run has stalled: the clock stood still at 0s for 5 steps. Look for a loop that waits for nothing, or allow \
        more steps at one instant.
        """
      ])
    #expect(outcome.book.halt == .clockStoodStill(at: .zero, steps: 5))
    let summary = SummaryText(outcome.start, outcome.book, log: nil, subcommand: "run")
    #expect(summary.text.contains("stalled: the clock stood still at 0s for 5 steps\n"))
  }

  /// A pipe of that name, and a reader of it that reads nothing, if there is to be one.
  private func makePipe(_ name: String, hasReader: Bool) throws -> FileHandle? {
    try #require(mkfifo(path(name), 0o600) == 0)
    guard hasReader else { return nil }
    let descriptor = open(path(name), O_RDONLY | O_NONBLOCK)
    try #require(descriptor >= 0)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  @Test(arguments: [false, true], [false, true])
  func `a recording to a pipe that nobody reads is told to be given up, and the run goes on`(
    hasReader: Bool, restarts: Bool
  ) async throws {
    let reader = try makePipe("pipe", hasReader: hasReader)
    let other = try ScenarioCatalog.specification(of: "producer-consumer", seed: 6)
    var (count, goneOn) = (0, 0)
    var countAsked: Int?
    var givenUp: [String?] = []
    let outcome = try await watch { report, recorder, runner in
      switch report {
      case .batchArrived(let batch):
        count += 1
        goneOn += givenUp.isEmpty ? 0 : 1
        if batch.now.seconds > 2000, countAsked == nil {
          countAsked = count
          recorder.record(self.path("pipe"))
        } else if let countAsked, count == countAsked + 2 {
          if restarts { runner.order(.restart(other)) } else { recorder.stop() }
        }
      case .recordingGivenUp(let path): givenUp.append(path)
      case .recordingStarted, .recordingStopped, .recordingFailed:
        Issue.record("It was not given up: \(report)")
        return false
      default: break
      }
      return goneOn < 3
    }
    #expect(givenUp == [path("pipe")] && outcome.path == nil)
    #expect(files == ["pipe"])
    try reader?.close()
  }

  @Test func `names of its own are taken one after the other`() async throws {
    var paths: [String] = []
    var isAsked = false
    _ = try await watch(speed: 1) { report, recorder, _ in
      switch report {
      case .batchArrived where !isAsked:
        isAsked = true
        recorder.record(nil)
      case .recordingStarted(let path):
        paths.append(path)
        recorder.stop()
      case .recordingStopped:
        if paths.count < 3 { recorder.record(nil) }
        return paths.count < 3
      default: break
      }
      return true
    }
    let stem = "weir-producer-consumer-5"
    #expect(paths == ["\(stem).jsonl", "\(stem)-2.jsonl", "\(stem)-3.jsonl"].map(path))
  }
}

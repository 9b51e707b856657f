import Foundation
import Testing
import WeirDashboard
import WeirEngine
import WeirScenarios
import WeirFiles
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirTestSupport

@testable import weir

/// Recording from the middle of a run: the threads are real, and these tests wait for their
/// reports.
@Suite struct CatchUpTests {
  private func specification() throws -> RunSpecification {
    try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
  }

  private let inputs = [
    TimedInput(
      VirtualInstant(nanoseconds: 3_700_000_001),
      .parameterChanged(name: "consumers", value: .count(1))),
    TimedInput(VirtualInstant(nanoseconds: 5_000_000_000), .pitfallSwitched("no-task-done")),
    TimedInput(VirtualInstant(nanoseconds: 7_000_000_000), .markerSet("here")),
  ]

  private func model(
    _ start: RunSpecification, _ thresholds: LintThresholds = .init()
  ) throws -> RunModel {
    RunModel(
      of: start, in: try ScenarioCatalog.description(of: start.scenario), thresholds: thresholds)
  }

  /// The log of a run without a screen, without its header and the reason of its end.
  private func log(_ start: RunSpecification, until end: VirtualInstant) throws -> [Substring] {
    LogText.withoutReason(try LogText(of: start, until: end).lines)
  }

  private func lines(_ text: String) -> [Substring] {
    LogText.withoutReason(LogText.lines(text))
  }

  /// The folded batches of a run, with a given number of events each.
  private func batches(
    _ start: RunSpecification, seconds: Int64, size: Int, _ thresholds: LintThresholds = .init()
  ) throws -> [FoldedBatch] {
    var model = try model(start, thresholds)
    var folded: [FoldedBatch] = []
    let run = try ScenarioRun(start) { batch in
      var events = batch.events[...]
      repeat {
        let part = Array(events.prefix(size))
        events = events.dropFirst(size)
        let now = events.isEmpty ? batch.now : part.last?.instant ?? batch.now
        folded.append(model.fold(EventBatch(events: part, now: now, state: batch.state)))
      } while !events.isEmpty
    }
    run.simulation.run(until: VirtualInstant(nanoseconds: seconds * 1_000_000_000))
    run.simulation.tearDown()
    return folded
  }

  /// The goals after each batch of the run.
  private func goals(_ start: RunSpecification, seconds: Int64, size: Int) throws -> [CatchUp.Goal]
  {
    goals(try batches(start, seconds: seconds, size: size))
  }

  private func goals(_ batches: [FoldedBatch]) -> [CatchUp.Goal] {
    var goal = CatchUp.Goal()
    return batches.map { batch in
      goal.take(batch)
      return goal
    }
  }

  @Test(arguments: [1, 7, 4096])
  func
    `a repetition follows a running run in pieces of any size, and its log is the log from the start`(
      size: Int
    ) throws
  {
    var whole = try specification()
    whole.inputs = inputs
    let goals = try goals(whole, seconds: 12, size: size)
    let output = MemoryOutput()
    let catchUp = try CatchUp(
      of: model(specification()), to: #require(goals.first), level: .all,
      open: { output }, report: { _, _ in })
    for goal in goals { catchUp.aim(at: goal) }
    guard case .caughtUp(var writer, _) = end(of: catchUp) else {
      Issue.record("It has not caught up.")
      return
    }
    try writer.end(.quit)
    #expect(lines(output.text) == (try log(whole, until: #require(goals.last).now)))
  }

  /// Repeats `join`, however often the repetition is slow.
  private func end(of catchUp: CatchUp) -> CatchUp.Outcome {
    while true {
      if let outcome = catchUp.join() { return outcome }
    }
  }

  @Test
  func `a repetition blocked on a pipe is not waited for, and misses nothing when it continues`()
    throws
  {
    let goals = try goals(specification(), seconds: 5, size: 4096)
    let output = StuckOutput()
    let catchUp = try CatchUp(
      of: model(specification()), to: #require(goals.first), level: .all,
      open: { output }, report: { _, _ in })
    if catchUp.join() != nil { Issue.record("It has ended.") }
    for goal in goals { catchUp.aim(at: goal) }
    output.release()
    guard case .caughtUp(var writer, _) = end(of: catchUp) else {
      Issue.record("It has not caught up.")
      return
    }
    try writer.end(.quit)
    #expect(
      lines(output.memory.text)
        == (try log(specification(), until: #require(goals.last).now)))
  }

  @Test func `a repetition blocked on a pipe can be cancelled, and removes its file at its end`()
    throws
  {
    let goal = try #require(goals(specification(), seconds: 5, size: 4096).last)
    let output = StuckOutput()
    let catchUp = try CatchUp(
      of: model(specification()), to: goal, level: .all, open: { output },
      report: { _, _ in })
    catchUp.cancel()
    if catchUp.join() != nil { Issue.record("It has ended.") }
    output.release()
    guard case .cancelled = catchUp.waitForEnd(20) else {
      Issue.record("It was not given up.")
      return
    }
    #expect(output.memory.text.isEmpty)
  }

  @Test func `a cancelled repetition leaves nothing behind`() throws {
    let goal = try #require(goals(specification(), seconds: 5, size: 4096).last)
    let output = MemoryOutput()
    let catchUp = try CatchUp(
      of: model(specification()), to: goal, level: .all, open: { output },
      report: { _, _ in })
    catchUp.cancel()
    guard case .cancelled = catchUp.waitForEnd(20) else {
      Issue.record("It was not given up.")
      return
    }
    #expect(output.text.isEmpty)
  }

  @Test func `a file that can't be opened is reported`() throws {
    let goal = try #require(goals(specification(), seconds: 1, size: 4096).last)
    let error = SessionError.cannotOpen(path: "x", .exists)
    let catchUp = try CatchUp(
      of: model(specification()), to: goal, level: .all,
      open: { () throws(SessionError) in throw error }, report: { _, _ in })
    guard case .failed(error) = end(of: catchUp) else {
      Issue.record("It was opened.")
      return
    }
  }

  @Test(arguments: [0, 1, 2, 5, 40, .max])
  func `the log continues with the batches of the run that it has caught up with`(
    place: Int
  ) throws {
    var whole = try specification()
    whole.inputs = inputs
    let batches = try batches(whole, seconds: 12, size: 10)
    let place = min(place, batches.count - 1)
    let output = MemoryOutput()
    let catchUp = try CatchUp(
      of: model(specification()), to: goals(batches)[place], level: .all,
      open: { output }, report: { _, _ in })
    guard case .caughtUp(var writer, _) = end(of: catchUp) else {
      Issue.record("It has not caught up.")
      return
    }
    for batch in batches.dropFirst(place + 1) { try writer.write(batch) }
    try writer.end(.quit)
    #expect(lines(output.text) == (try log(whole, until: #require(batches.last).now)))
  }

  @Test(arguments: [0.0, 3.9, 30, 59])
  func `a log has the findings of the run that it has caught up with, whatever the thresholds were`(
    seconds: Double
  ) throws {
    var start = try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
    start.pitfall = "no-task-done"
    var strict = LintThresholds()
    strict.saturationWindow = .seconds(1)
    (strict.joinGrace, strict.joinTimeout) = (.milliseconds(10), .milliseconds(100))
    let pairs = [(LintThresholds(), strict), (strict, LintThresholds())]
    for (former, present) in pairs {
      let batches = try batches(start, seconds: 60, size: 50, former)
      let place = try #require(batches.firstIndex { $0.now.seconds >= seconds })
      let output = MemoryOutput()
      let catchUp = try CatchUp(
        of: model(start, present), to: goals(batches)[place], level: .all,
        open: { output }, report: { _, _ in })
      guard case .caughtUp(var writer, _) = end(of: catchUp) else {
        Issue.record("It has not caught up.")
        return
      }
      try writer.end(.quit)
      #expect(
        try findings(in: output.text) == batches[place].lastingFindings.map(\.subject).sorted())
    }
  }

  /// The subjects of the current findings at the end of a log, except for those of a stall.
  private func findings(in log: String) throws -> [String] {
    var subjects: [String] = []
    for line in log.split(separator: "\n") {
      guard let match = line.firstMatch(of: #/"e":"warning(\w+)",.*"subject":"([^"]*)"/#) else {
        continue
      }
      if match.1 == "Raised" {
        subjects.append(String(match.2))
      } else {
        let index = try #require(subjects.firstIndex(of: String(match.2)))
        subjects.remove(at: index)
      }
    }
    return subjects.sorted()
  }
}

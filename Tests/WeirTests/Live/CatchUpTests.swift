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

@testable import weir

/// Recording from the middle of a run on: the threads are real, and these tests wait for what they
/// tell.
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

  /// The log of a run without a screen, but for its first line, which holds the wall time.
  private func log(_ start: RunSpecification, until end: VirtualInstant) throws -> Substring {
    let output = MemoryOutput()
    let header = LogHeader(start, version: Weir.version, started: "then")
    let description = try ScenarioCatalog.description(of: start.scenario)
    var book = RunBook(description, writer: try SessionWriter(header, to: output))
    let run = try ScenarioRun(start) { try? book.fold($0) }
    run.simulation.run(until: end)
    run.simulation.tearDown()
    try book.endLog(.quit)
    return lines(output.text)
  }

  private func lines(_ text: String) -> Substring {
    text[(text.firstIndex(of: "\n") ?? text.startIndex)...]
  }

  /// A run, its events handed on in batches of a size, and the goal after each.
  private func goals(_ start: RunSpecification, seconds: Int64, size: Int) throws -> [CatchUp.Goal]
  {
    let description = try ScenarioCatalog.description(of: start.scenario)
    var book = RunBook(description)
    var goals: [CatchUp.Goal] = []
    let run = try ScenarioRun(start) { batch in
      var events = batch.events[...]
      repeat {
        let part = Array(events.prefix(size))
        events = events.dropFirst(size)
        let now = events.isEmpty ? batch.now : part.last?.instant ?? batch.now
        try? book.fold(EventBatch(events: part, now: now, state: batch.state))
        goals.append(
          .init(
            eventCount: book.analysis.eventCount, now: book.analysis.now, state: batch.state,
            inputs: book.inputs))
      } while !events.isEmpty
    }
    run.simulation.run(until: VirtualInstant(nanoseconds: seconds * 1_000_000_000))
    run.simulation.tearDown()
    return goals
  }

  @Test(arguments: [1, 7, 4096])
  func `it follows a run that goes on, in whatever pieces, and its log is the log from the start`(
    size: Int
  ) throws {
    var whole = try specification()
    whole.inputs = inputs
    let goals = try goals(whole, seconds: 12, size: size)
    let description = try ScenarioCatalog.description(of: whole.scenario)
    let output = MemoryOutput()
    let catchUp = try CatchUp(
      of: specification(), RunBook(description), to: #require(goals.first), level: .all,
      open: { output }, tell: { _, _ in })
    for goal in goals { catchUp.aim(at: goal) }
    guard case .caughtUp(var book, _) = end(of: catchUp) else {
      Issue.record("It has not caught up.")
      return
    }
    #expect(book.inputs == inputs)
    try book.endLog(.quit)
    #expect(lines(output.text) == (try log(whole, until: #require(goals.last).now)))
  }

  /// However often it is slow on the way.
  private func end(of catchUp: CatchUp) -> CatchUp.Outcome {
    while true {
      if let outcome = catchUp.join() { return outcome }
    }
  }

  @Test func `one that is stuck in a pipe is not waited for, and misses nothing when it goes on`()
    throws
  {
    let goals = try goals(specification(), seconds: 5, size: 4096)
    let description = try ScenarioCatalog.description(of: "producer-consumer")
    let output = StuckOutput()
    let catchUp = try CatchUp(
      of: specification(), RunBook(description), to: #require(goals.first), level: .all,
      open: { output }, tell: { _, _ in })
    if catchUp.join() != nil { Issue.record("It has ended.") }
    for goal in goals { catchUp.aim(at: goal) }
    output.release()
    guard case .caughtUp(var book, _) = end(of: catchUp) else {
      Issue.record("It has not caught up.")
      return
    }
    try book.endLog(.quit)
    #expect(
      lines(output.memory.text)
        == (try log(specification(), until: #require(goals.last).now)))
  }

  @Test func `one that is stuck in a pipe can be given up, and takes its file back at its end`()
    throws
  {
    let goal = try #require(goals(specification(), seconds: 5, size: 4096).last)
    let description = try ScenarioCatalog.description(of: "producer-consumer")
    let output = StuckOutput()
    let catchUp = try CatchUp(
      of: specification(), RunBook(description), to: goal, level: .all, open: { output },
      tell: { _, _ in })
    catchUp.cancel()
    if catchUp.join() != nil { Issue.record("It has ended.") }
    output.release()
    guard case .cancelled = catchUp.waitForEnd(20) else {
      Issue.record("It was not given up.")
      return
    }
    #expect(output.memory.text.isEmpty)
  }

  @Test func `what is given up leaves nothing behind`() throws {
    let goal = try #require(goals(specification(), seconds: 5, size: 4096).last)
    let description = try ScenarioCatalog.description(of: "producer-consumer")
    let output = MemoryOutput()
    let catchUp = try CatchUp(
      of: specification(), RunBook(description), to: goal, level: .all, open: { output },
      tell: { _, _ in })
    catchUp.cancel()
    guard case .cancelled = catchUp.waitForEnd(20) else {
      Issue.record("It was not given up.")
      return
    }
    #expect(output.text.isEmpty)
  }

  @Test func `a file that can't be opened is told as such`() throws {
    let goal = try #require(goals(specification(), seconds: 1, size: 4096).last)
    let description = try ScenarioCatalog.description(of: "producer-consumer")
    let error = SessionError.cannotOpen(path: "x", .exists)
    let catchUp = try CatchUp(
      of: specification(), RunBook(description), to: goal, level: .all,
      open: { () throws(SessionError) in throw error }, tell: { _, _ in })
    guard case .failed(error) = end(of: catchUp) else {
      Issue.record("It was opened.")
      return
    }
  }
}

/// A pipe whose reader reads nothing until it is released.
private final class StuckOutput: SessionOutput {
  let memory = MemoryOutput()
  private let gate = DispatchSemaphore(value: 0)

  var path: String { memory.path }

  func release() { gate.signal() }

  func write(_ bytes: [UInt8]) throws(SessionError) {
    gate.wait()
    gate.signal()
    memory.write(bytes)
  }

  func discard() { memory.discard() }
}

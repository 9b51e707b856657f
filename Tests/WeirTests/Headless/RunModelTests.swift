import WeirSession
import Testing
import WeirAnalysis
import WeirEngine
import WeirEvents
import WeirLog
import WeirScenarios
import WeirTestSupport

@testable import weir

@Suite struct RunModelTests {
  private func specification() throws -> RunSpecification {
    var specification = try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
    specification.inputs = [
      TimedInput(
        VirtualInstant(nanoseconds: 3_700_000_001),
        .parameterChanged(name: "consumers", value: .count(1))),
      TimedInput(VirtualInstant(nanoseconds: 5_000_000_000), .pitfallSwitched("no-task-done")),
      TimedInput(VirtualInstant(nanoseconds: 7_000_000_000), .markerSet("here")),
    ]
    return specification
  }

  /// The batches of a run.
  private func batches(
    _ specification: RunSpecification, seconds: Int64
  ) throws -> [EventBatch] {
    var batches: [EventBatch] = []
    let run = try ScenarioRun(specification) { batches.append($0) }
    run.simulation.run(until: VirtualInstant(nanoseconds: seconds * 1_000_000_000))
    run.simulation.tearDown()
    return batches
  }

  private func model(_ specification: RunSpecification) throws -> RunModel {
    RunModel(
      of: specification, in: try ScenarioCatalog.description(of: specification.scenario))
  }

  @Test func `a model finds the inputs of a run in its events, to the nanosecond`() throws {
    let specification = try specification()
    var model = try model(specification)
    let folded = try batches(specification, seconds: 10).map { model.fold($0) }
    #expect(model.inputs == specification.inputs && model.specification == specification)
    #expect(folded.flatMap(\.newInputs) == specification.inputs)
  }

  @Test(arguments: [-1, 0, 1, 70_000])
  func `inputs are kept up to a limit, beyond which the run can't be repeated`(more: Int) throws {
    var model = try model(ScenarioCatalog.specification(of: "pool", seed: 1))
    let count = RunModel.inputLimit + more
    let events = (0..<count).map { number in
      Event(VirtualInstant(nanoseconds: Int64(number)), .input(.markerSet(name: Symbol("m"))))
    }
    let batch = EventBatch(events: events, now: .zero, state: .running)
    #expect(model.fold(batch).newInputs.count == count)
    #expect(model.inputs.count == min(count, RunModel.inputLimit))
    #expect(model.unkeptInputCount == max(more, 0))
    #expect((model.specification == nil) == (more > 0))
    #expect((model.command(as: "run") == nil) == (more > 0))
    #expect(model.fold(EventBatch(events: [], now: .zero, state: .running)).newInputs == [])
  }

  @Test func `knobs of an unknown scenario are not invented`() throws {
    let specification = try specification()
    var model = RunModel(of: specification, in: nil)
    for batch in try batches(specification, seconds: 10) { model.fold(batch) }
    #expect(model.inputs == Array(specification.inputs.dropFirst()))
  }

  @Test(arguments: [1, 2, 7, 100_000])
  func `the model and its checkpoints do not depend on how events are split into batches`(
    size: Int
  ) throws {
    let specification = try specification()
    let batches = try batches(specification, seconds: 20)
    var (whole, parts) = (try model(specification), try model(specification))
    let expected = batches.map { whole.fold($0) }
    var found: [FoldedBatch] = []
    let events = batches.flatMap(\.events)
    for start in stride(from: 0, to: events.count, by: size) {
      let part = Array(events[start..<min(start + size, events.count)])
      found.append(
        parts.fold(
          EventBatch(events: part, now: part.last?.instant ?? .zero, state: .running)))
    }
    found.append(
      parts.fold(EventBatch(events: [], now: whole.analysis.now, state: whole.analysis.state)))
    #expect(parts.digest.hexadecimal == whole.digest.hexadecimal)
    #expect(parts.inputs == whole.inputs && parts.analysis.findings == whole.analysis.findings)
    #expect(found.flatMap(\.lastingChanges) == expected.flatMap(\.lastingChanges))
    #expect(seconds(found) == seconds(expected))
    #expect(seconds(found).count == 20)
  }

  /// All checkpoints, one by one.
  private func seconds(_ batches: [FoldedBatch]) -> [String] {
    batches.flatMap(\.checkpoints).flatMap { span in
      sequence(first: span, next: \.rest).map {
        "\($0.first.nanoseconds) \($0.digest.eventCount) \($0.digest.hexadecimal)"
      }
    }
  }

  @Test func `time without events uses no memory, up to the end of time`() throws {
    var model = try model(specification())
    for end in [3_600_000_000_000, Int64.max - 1, .max] {
      let folded = model.fold(
        EventBatch(events: [], now: VirtualInstant(nanoseconds: end), state: .running))
      #expect(folded.checkpoints.count == (end < .max - 1 || folded.checkpoints.count == 1 ? 1 : 0))
    }
  }

  @Test func `a stall ended by an input is not logged`() throws {
    var start = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", pitfall: "no-task-done", seed: 1)
    let mend = TimedInput(VirtualInstant(nanoseconds: 5_000_000_000), .pitfallSwitched(nil))
    let live = MemoryOutput()
    let header = LogHeader(start, version: Weir.version, started: "then")
    var (model, writer) = (try model(start), try SessionWriter(header, to: live))
    var stalls: [FoldedBatch] = []
    let run = try ScenarioRun(start) { batch in
      let folded = model.fold(batch)
      if batch.state == .stalled { stalls.append(folded) }
      try? writer.write(folded)
    }
    #expect(run.simulation.runToEnd() == .stalled)
    #expect(model.analysis.state == .stalled && !stalls.isEmpty)
    let atEnd = try #require(stalls.last?.changesAtEnd)
    #expect(atEnd.count == 1 && model.analysis.findings.count == 1)
    run.simulation.schedule(mend)
    #expect(run.simulation.runToEnd() == .finished)
    try writer.end(.finished)

    start.inputs = [mend]
    let end = VirtualInstant(nanoseconds: 60_000_000_000)
    #expect(try LogText(of: start, until: end).lines == LogText.lines(live.text))
  }
}

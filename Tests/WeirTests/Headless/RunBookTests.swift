import Synchronization
import Testing
import WeirEngine
import WeirScenarios
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import weir

@Suite struct RunBookTests {
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

  /// A book of a run, whose events come in batches of a size.
  private func book(
    _ specification: RunSpecification, seconds: Int64, output: MemoryOutput? = nil
  ) throws -> RunBook {
    let description = try ScenarioCatalog.description(of: specification.scenario)
    let header = LogHeader(specification, version: Weir.version, started: "then")
    let writer = try output.map { output throws(SessionError) in
      try SessionWriter(header, to: output)
    }
    var book = RunBook(description, writer: writer)
    let run = try ScenarioRun(specification) { try? book.fold($0) }
    run.simulation.run(until: VirtualInstant(nanoseconds: seconds * 1_000_000_000))
    run.simulation.tearDown()
    try book.flush()
    return book
  }

  @Test func `the inputs of a run are found in its events, to the nanosecond`() throws {
    let specification = try specification()
    #expect(try book(specification, seconds: 10).inputs == specification.inputs)
  }

  @Test func `a stall that a person ends leaves no trace in the log`() throws {
    var start = try ScenarioCatalog.specification(
      of: "producer-consumer", preset: "guide", pitfall: "no-task-done", seed: 1)
    let mend = TimedInput(VirtualInstant(nanoseconds: 5_000_000_000), .pitfallSwitched(nil))
    let live = MemoryOutput()
    let header = LogHeader(start, version: Weir.version, started: "then")
    let description = try ScenarioCatalog.description(of: start.scenario)
    var book = RunBook(description, writer: try SessionWriter(header, to: live))
    let run = try ScenarioRun(start) { try? book.fold($0) }
    #expect(run.simulation.runToEnd() == .stalled)
    run.simulation.schedule(mend)
    #expect(run.simulation.runToEnd() == .finished)
    try book.endLog(.finished)

    start.inputs = [mend]
    let repeated = MemoryOutput()
    var other = try self.book(start, seconds: 60, output: repeated)
    try other.endLog(.finished)
    #expect(repeated.text == live.text)
  }
}

/// A log in memory.
final class MemoryOutput: SessionOutput {
  let path = "memory"
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func write(_ new: [UInt8]) { bytes.withLock { $0 += new } }

  func discard() { bytes.withLock { $0 = [] } }
}

import Testing
import WeirAnalysis
import WeirEvents
import WeirLog
import WeirScenarios
import WeirSession

@testable import weir

@Suite struct HeadlessComparisonTests {
  private let end = VirtualInstant(nanoseconds: 8_000_000_000)

  private func simulation(
    _ specification: RunSpecification, _ length: ComparedSimulation.Length? = nil
  ) throws -> ComparedSimulation {
    try ComparedSimulation(specification, length ?? .until(end), thresholds: .init())
  }

  private func log(_ text: some StringProtocol) throws -> ComparedLog {
    ComparedLog(try SessionReader(Array(text.utf8), path: "log"), thresholds: .init())
  }

  private func recorded(_ specification: RunSpecification) throws -> RecordedRun {
    try RecordedRun(specification, until: end.seconds)
  }

  private func service(_ change: (inout RunSpecification) -> Void = { _ in }) throws
    -> RunSpecification
  {
    var specification = try ScenarioCatalog.specification(of: "service", seed: 3)
    change(&specification)
    return specification
  }

  @Test(arguments: RecordedRun.all)
  func `a run equals itself, and its log`(specification: RunSpecification) throws {
    let end = VirtualInstant(nanoseconds: 1_000_000_000)
    let text = try RecordedRun(specification, until: 1).text
    let runs = [
      try simulation(specification, .until(end)), try simulation(specification, .asTheOther),
    ]
    for run in runs {
      let comparison = try HeadlessComparison(try log(text), run)
      #expect(comparison.isEqual && comparison.report.firstDifference == nil)
      #expect(comparison.report.comparison.figures.allSatisfy { $0.isEqual })
      #expect(comparison.remarks == [] && comparison.failure == nil)
    }
    let both = try HeadlessComparison(
      try simulation(specification, .until(end)), try simulation(specification, .until(end)))
    #expect(both.isEqual && both.report.json == both.report.json)
    #expect(both.report.a.summary == both.report.b.summary)
  }

  @Test func `a run and its log give the same comparison with a third run`() throws {
    let (right, wrong) = (try service(), try service { $0.pitfall = "retry-storm" })
    let runs = try HeadlessComparison(try simulation(right), try simulation(wrong))
    let logs = try HeadlessComparison(
      try log(try recorded(right).text), try log(try recorded(wrong).text))
    let mixed = try HeadlessComparison(
      try log(try recorded(right).text), try simulation(wrong, .asTheOther))
    for other in [logs, mixed] {
      #expect(other.report.json.compact == runs.report.json.compact)
    }
    let again = try HeadlessComparison(try simulation(right), try simulation(wrong))
    #expect(again.report.json.compact == runs.report.json.compact)
  }

  @Test(arguments: [2.0, 5.5])
  func `runs part at the first effect of an input, whichever is A`(seconds: Double) throws {
    let instant = VirtualInstant(nanoseconds: Int64(seconds * 1e9))
    let other = try service { $0.inputs = [TimedInput(instant, .markerSet("here"))] }
    let there = try HeadlessComparison(try simulation(try service()), try simulation(other))
    let difference = try #require(there.report.firstDifference)
    #expect(difference.instant >= instant && difference.b.hasSuffix("you set the marker here"))
    #expect(!there.isEqual && there.report.comparison.hasOtherInputs)
    let back = try HeadlessComparison(try simulation(other), try simulation(try service()))
    #expect(back.report.firstDifference?.event == difference.event)
    #expect(back.report.firstDifference?.a == difference.b)
    #expect(back.report.firstDifference?.b == difference.a)
  }

  @Test func `runs with another capacity part where the queue is full, not where it is made`()
    throws
  {
    let specifications = try ["8", "16"].map { capacity in
      try ScenarioCatalog.specification(
        of: "producer-consumer", seed: 7, settings: [("capacity", capacity)])
    }
    let end = ComparedSimulation.Length.until(VirtualInstant(nanoseconds: 60_000_000_000))
    let comparison = try HeadlessComparison(
      try simulation(specifications[0], end), try simulation(specifications[1], end))
    let difference = try #require(comparison.report.firstDifference)
    #expect(difference.a.hasSuffix("waits: intake is full"))
    #expect(difference.b.contains("9 queued"))
  }

  @Test func `a shorter log is the same as far as it goes, but does not end there`() throws {
    let (long, short) = (try recorded(try service()), try RecordedRun(try service(), until: 3))
    let comparison = try HeadlessComparison(try log(short.text), try log(long.text))
    #expect(comparison.report.firstDifference == nil && !comparison.isEqual)
    let alike = try HeadlessComparison(
      try log(short.text), try simulation(try service(), .asTheOther))
    #expect(alike.isEqual)
  }

  @Test func `recordings with a real clock are equal at any instants, but not in other numbers`()
    throws
  {
    let header =
      #"{"weir":2,"version":"1","scenario":"app","clock":"real","started":"2026-11-22T09:00:00Z"}"#
    func text(_ delay: Int, count: Int = 8) -> String {
      let lines = (1...count).map { number in
        #"{"t":\#(1000 * number + delay),"e":"taskCreated","task":\#(number),"name":"t","role":"t","parent":0}"#
      }
      return ([header] + lines).joined(separator: "\n") + "\n"
    }
    let alike = try HeadlessComparison(try log(text(0)), try log(text(37)))
    #expect(alike.isEqual && alike.report.isEqual && alike.report.firstDifference == nil)
    let longer = try HeadlessComparison(try log(text(0)), try log(text(37, count: 9)))
    #expect(!longer.isEqual && longer.report.firstDifference == nil)
  }

  @Test func `a line that only one log has before a late event is no difference`() throws {
    let header = try #require(try recorded(try service()).lines.first)
    let lines = [
      #"{"t":0,"e":"taskCreated","task":1,"name":"main","role":"main","parent":0}"#,
      #"{"t":0,"e":"taskCreated","task":2,"name":"w","role":"w","parent":1}"#,
      #"{"t":10,"e":"taskBecameReady","task":2,"since":5}"#,
      #"{"t":20,"e":"taskBecameReady","task":1}"#,
    ]
    var marked = lines
    marked.insert(#"{"t":10,"e":"checkpoint","events":2,"digest":"0000000000000000"}"#, at: 2)
    func text(_ lines: [String]) -> String { ([header] + lines).joined(separator: "\n") + "\n" }
    for (one, other) in [(lines, marked), (marked, lines)] {
      let comparison = try HeadlessComparison(try log(text(one)), try log(text(other)))
      #expect(comparison.isEqual && comparison.report.firstDifference == nil)
    }
  }

  @Test func `events whose words are the same are shown as lines of a log`() {
    func moment(_ item: UInt64) -> Event {
      Event(.zero, .queue(QueueID(1), .dequeued(by: .none, item: ItemID(item), depth: 0)))
    }
    let texts = RunDifference.words(moment(1), moment(2), after: Analysis())
    #expect(texts[0] != texts[1] && texts.allSatisfy { !$0.contains("Weir") })
    #expect(RunDifference.words(moment(1), nil, after: Analysis())[1] == "nothing more")
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.999])
  func `a log that is cut anywhere is compared up to there`(share: Double) throws {
    let text = try recorded(try service()).text
    let cut = text.prefix(Int(Double(text.count) * share))
    for other in [try log(text), try simulation(try service(), .asTheOther)] as [any ComparedSource]
    {
      let comparison = try HeadlessComparison(try log(cut), other)
      #expect(comparison.report.firstDifference == nil && comparison.failure == nil)
      #expect(comparison.remarks.contains { $0.contains("is cut after line") })
    }
  }

  @Test func `a changed line is found, and one that can't be read ends the comparison there`()
    throws
  {
    let text = try recorded(try service()).text
    var lines = text.split(separator: "\n").map(String.init)
    let place = try #require(
      lines.indices.dropFirst(2000).first { lines[$0].contains("itemEnqueued") })
    let number = lines[...place].count { !$0.contains("checkpoint") && !$0.contains("warning") } - 1
    let original = lines[place]
    lines[place] = original.replacing("\"depth\":", with: "\"depth\":1")
    let changed = try HeadlessComparison(
      try log(text), try log(lines.joined(separator: "\n") + "\n"))
    #expect(changed.report.firstDifference?.event == number)
    lines[place] = "{\"t\":nonsense"
    let broken = try HeadlessComparison(
      try log(lines.joined(separator: "\n") + "\n"), try simulation(try service(), .asTheOther))
    #expect(broken.failure?.line == place + 1 && broken.report.firstDifference == nil)
  }

  @Test func `a sparse log beside a busy run is compared without keeping the run`() throws {
    let header = try #require(try recorded(try service()).lines.first)
    let late = #"{"t":7000000000,"e":"markerSet","name":"late"}"#
    let comparison = try HeadlessComparison(
      try log("\(header)\n\(late)\n"), try simulation(try service(), .asTheOther))
    let difference = try #require(comparison.report.firstDifference)
    #expect(difference.event == 1 && difference.a.hasSuffix("you set the marker late"))
    #expect(comparison.report.b.model.analysis.now.seconds == 7)
  }

  @Test(arguments: ConformanceFile.readable.filter { $0 != "inputs" })
  func `every readable log equals itself`(name: String) throws {
    let bytes = try ConformanceFile(name).bytes
    let logs = try (0..<2).map { _ in
      ComparedLog(try SessionReader(bytes, path: "log"), thresholds: .init())
    }
    let comparison = try HeadlessComparison(logs[0], logs[1])
    #expect(comparison.report.firstDifference == nil && comparison.isEqual)
  }

  @Test func `the table has signs for better and worse, in any characters`() throws {
    let comparison = try HeadlessComparison(
      try simulation(try service(), .until(VirtualInstant(nanoseconds: 40_000_000_000))),
      try simulation(
        try service { $0.pitfall = "retry-storm" },
        .until(VirtualInstant(nanoseconds: 40_000_000_000))))
    let figures = comparison.report.comparison.figures
    let lines = ComparisonTable(figures, in: .unicode).text.split(separator: "\n")
    #expect(lines.count == figures.count + 1)
    #expect(lines[0].hasSuffix("Δ %") && lines[1].contains("goodput") && lines[1].contains("▼"))
    #expect(lines.allSatisfy { $0.count <= 80 })
    let plain = ComparisonTable(figures, in: .ascii).text
    #expect(plain.allSatisfy { $0.isASCII } && plain.contains("worse") && plain.contains("diff %"))
  }
}

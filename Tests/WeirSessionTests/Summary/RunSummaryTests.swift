import Testing
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@Suite struct RunSummaryTests {
  private func summary(_ events: [Event], until seconds: Double) -> RunSummary {
    var model = RunModel(of: Samples.specification, in: nil)
    model.fold(EventBatch(events: events, now: Samples.instant(seconds), state: .finished))
    return RunSummary(model, version: "1.2.3")
  }

  private var run: [Event] {
    let (queue, task) = (QueueID(1), TaskID(1))
    return Samples.batch(
      [
        .queue(queue, .created(name: Label("intake"), capacity: 4, overflow: .block)),
        .task(task, .created(name: Label("consumer-1"), role: Symbol("consumer"), parent: .none)),
        .task(task, .becameReady()), .task(task, .resumed),
        .queue(queue, .enqueued(by: .none, item: ItemID(1), depth: 1)),
        .queue(queue, .dequeued(by: task, item: ItemID(1), depth: 0)),
        .timeout(TimeoutID(1), .armed(by: task, deadline: Samples.instant(2))),
        .worker(WorkerID(1), .occupied(by: task)), .worker(WorkerID(1), .freed(by: task)),
        .timeout(TimeoutID(1), .fired(by: task)), .timeout(TimeoutID(1), .workEnded(by: task)),
        .queue(queue, .done(by: task, item: .unknown, unfinished: 0)),
        .task(task, .finished(.completed, error: .empty)),
      ], at: [0, 0, 0, 0, 0, 1, 1, 1.9, 2, 2, 2.02, 2.5, 3], until: 4
    ).events
  }

  @Test func `a summary is one object with its keys in order`() {
    func one(_ value: String) -> String {
      let quantiles = ["mean", "p50", "p90", "p99", "p999", "max"].map { "\"\($0)\":\(value)" }
      return "{\"count\":1,\(quantiles.joined(separator: ","))}"
    }
    let none =
      #"{"count":0,"mean":null,"p50":null,"p90":null,"p99":null,"p999":null,"max":null}"#
    #expect(
      summary(run, until: 4).json.compact == """
        {"scenario":"producer-consumer","preset":"live","pitfall":null,"seed":42,\
        "parameters":{"producers":4,"capacity":"unlimited","produce-time":"exponential:1s"},\
        "virtualSeconds":4,"events":13,"digest":"406309c4ecb29372","finished":true,\
        "tasks":{"created":1,"completed":1,"failed":0,"cancelled":0,"timedOut":0,"live":0},\
        "items":{"produced":1,"consumed":1,"completed":0,"failed":1,"dropped":0,"lost":0},\
        "throughputPerSecond":0.25,"goodputPerSecond":0,"wastedSeconds":1.5,"effective":{},\
        "inputs":[],"repeat":"weir simulate producer-consumer --preset live --seed 42 --set producers=4 \
        --set capacity=unlimited --set produce-time=exponential:1s --for 4s","version":"1.2.3",\
        "latencySeconds":\(none),\
        "queues":[{"name":"intake","capacity":4,"depth":0,"maximumDepth":1,"meanDepth":0.25,"puts":1,"gets":1,\
        "dropped":0,"waitSeconds":\(one("1")),"blockedSeconds":\(none)}],\
        "timeouts":[{"name":"consumer","armed":1,"met":0,"fired":1,"cancelled":0,"wastedSeconds":0.02}],\
        "workers":[{"name":"workers","utilization":0.025,"readyWaitSeconds":\(one("0"))}],\
        "warnings":[]}
        """)
  }

  /// A run of a scenario with one knob, with all sorts of inputs.
  private func summary(doing inputs: [(Double, InputEvent)], until seconds: Double) -> RunSummary {
    let scenario = ScenarioDescription(
      name: "producer-consumer", summary: "", guideSection: "", presets: [], pitfalls: [],
      knobs: [
        Knob(name: "consumers", unit: "", kind: .count(1...64, step: 1), help: "")
      ], lengthKnob: "consumers")
    var model = RunModel(of: Samples.specification, in: scenario)
    let events = inputs.map { Event(Samples.instant($0), .input($1)) }
    model.fold(EventBatch(events: events, now: Samples.instant(seconds), state: .running))
    return RunSummary(model, version: "1.2.3")
  }

  @Test
  func `a result includes the inputs, the version of the program, and the command that repeats it`()
    throws
  {
    let summary = summary(
      doing: [
        (10, .markerSet(name: Symbol("hi, there"))),
        (20.5, .parameterChanged(name: Symbol("consumers"), value: Symbol("2"))),
        (30, .pitfallSwitched(name: Symbol("no-cancel"))), (40, .pitfallSwitched(name: .empty)),
        (50, .triggered(name: Symbol("burst"))),
      ], until: 60)
    let inputs = """
      [{"atSeconds":10,"marker":"hi, there"},{"atSeconds":20.5,"parameter":"consumers","value":2},\
      {"atSeconds":30,"pitfall":"no-cancel","effective":{}},\
      {"atSeconds":40,"pitfall":null,"effective":{}},\
      {"atSeconds":50,"trigger":"burst"}]
      """
    let text = summary.json.compact
    #expect(text.contains(#""inputs":\#(inputs),"repeat":"weir simulate producer-consumer --"#))
    #expect(text.contains(#"","version":"1.2.3","latencySeconds":"#))
    let quoted = inputs.replacing("\"", with: "\"\"")
    #expect(summary.csv.contains(",\"\(quoted)\",\"weir simulate producer-consumer "))
    #expect(summary.csv.contains(",inputs,repeat,version,"))
  }

  @Test func `CSV in ASCII has the same values`() throws {
    let summary = summary(doing: [(1, .markerSet(name: Symbol("é🙂 \u{1b}")))], until: 2)
    #expect(summary.csv.contains(#"é🙂 \u001b"#))
    #expect(summary.asciiCSV.utf8.allSatisfy { $0 < 0x80 })
    #expect(summary.asciiCSV.contains(#"\u00e9\ud83d\ude42 \u001b"#))
    #expect(summary.asciiCSV.contains(#"--mark ""$(printf '\303\251\360"#))
  }

  @Test func `a summary omits what a run does not have`() throws {
    let json = summary([], until: 0).json
    for key in ["queues", "timeouts", "workers", "pools"] { #expect(json[key] == nil) }
    #expect(json["warnings"] == .array([]))
    #expect(json["throughputPerSecond"]?.compact == "0")
  }

  @Test func `CSV has a name for each value`() throws {
    let lines = summary(run, until: 4).csv.split(separator: "\n")
    #expect(lines.count == 2)
    let names = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    let values = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(names.count == values.count)
    let table = Dictionary(uniqueKeysWithValues: zip(names, values))
    #expect(table["seed"] == "42")
    #expect(table["pitfall"] == "")
    #expect(table["parameters.produce-time"] == "exponential:1s")
    #expect(table["queues.intake.waitSeconds.p99"] == "1")
    #expect(table["timeouts.consumer.wastedSeconds"] == "0.02")
    #expect(table["warnings"] == "0")
  }

  @Test func `commas and quotes in values are quoted`() {
    var specification = Samples.specification
    specification.scenario = "a \"b\", c"
    let csv = RunSummary(RunModel(of: specification, in: nil), version: "1").csv
    #expect(csv.contains("\n\"a \"\"b\"\", c\",live,"))
  }

  @Test func `a summary has the warnings with their evidence`() {
    let events = Samples.batch(
      [
        .task(TaskID(1), .created(name: Label("main"), role: Symbol("main"), parent: .none)),
        .task(
          TaskID(2), .created(name: Label("child-1"), role: Symbol("child"), parent: TaskID(1))),
        .task(TaskID(1), .finished(.completed, error: .empty)),
      ], at: [0, 0, 1.5], until: 2
    ).events
    #expect(
      summary(events, until: 2).json["warnings"]?.compact == """
        [{"lint":"task-outlives-parent","subject":"child-1","count":1,"sinceSeconds":1.5,\
        "evidence":"main ended at 1.5s and left child-1 behind, which was never cancelled."}]
        """)
  }
}

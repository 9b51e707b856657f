import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen
import WeirWording

@Suite struct FilterTests {
  private let analysis: Analysis = {
    var script = Script()
    script.at(
      0, .born(1, "main"), .born(2, "producer-1", parent: 1), .born(3, "consumer-1", parent: 1),
      .born(4, "Ångström-1", parent: 1), .born(5, "consumer-2", parent: 1),
      .queue(QueueID(1), .created(name: Label("intake"), capacity: 1, overflow: .block)))
    script.at(
      10, .waits(1, .child(TaskID(3))), .waits(2, .queuePut(QueueID(1))),
      .waits(3, .queueGet(QueueID(1))), .sleeps(4, until: 5000),
      .task(TaskID(5), .finished(.failed, error: Symbol("Broken"))))
    var analysis = Analysis()
    analysis.fold(script.batch(until: 20))
    return analysis
  }()

  /// The names of the tasks that pass.
  private func passing(_ text: String) -> [String] {
    let filter = Filter(text)
    return analysis.tasks.records.filter {
      filter.passes(FilteredTask(record: $0, analysis: analysis))
    }.map { "\($0.name)" }
  }

  @Test func `an empty filter lets everything through`() {
    for text in ["", "  ", "!", "state:", "! name:", "\"\""] {
      #expect(passing(text).count == 5, "\(text)")
      #expect(Filter(text).isEmpty)
    }
  }

  @Test func `a word matches a part of the text, in upper or lower case`() {
    #expect(passing("CONS") == ["main", "consumer-1", "consumer-2"])
    #expect(passing("ångström") == ["Ångström-1"])
    #expect(passing("ÅNG") == ["Ångström-1"])
    #expect(passing("intake") == ["producer-1", "consumer-1"])
    #expect(passing("nothing like it") == [])
  }

  @Test func `all words must match, and those after an exclamation mark must not`() {
    #expect(passing("consumer !state:waiting") == ["consumer-2"])
    #expect(passing("!consumer") == ["producer-1", "Ångström-1"])
    #expect(passing("!state:sleeping !state:ended") == ["main", "producer-1", "consumer-1"])
  }

  @Test(arguments: [
    ("state:waiting", ["main", "producer-1", "consumer-1"]),
    ("state:blocked", ["producer-1"]),
    ("state:putting", ["producer-1"]),
    ("STATE:Idle", ["consumer-1"]),
    ("state:sl", ["Ångström-1"]),
    ("state:failed", ["consumer-2"]),
    ("state:ended", ["consumer-2"]),
    ("state:idle,sleeping", ["consumer-1", "Ångström-1"]),
    ("state:live name:1", ["producer-1", "consumer-1", "Ångström-1"]),
  ])
  func `a state matches by the word in rows or its name, and may be abbreviated`(
    text: String, names: [String]
  ) {
    #expect(passing(text) == names)
  }

  @Test(arguments: [
    ("name:consumer", ["consumer-1", "consumer-2"]),
    ("role:producer", ["producer-1"]),
    ("wait:intake", ["producer-1", "consumer-1"]),
    ("on:queue", ["producer-1", "consumer-1"]),
    ("on:consumer-1", ["main"]),
    ("id:3", ["consumer-1"]),
    ("id:3,4", ["consumer-1", "Ångström-1"]),
  ])
  func `a key limits a word to one property`(text: String, names: [String]) {
    #expect(passing(text) == names)
  }

  @Test func `a word with an unknown key is text`() {
    #expect(Filter("12:30").terms.first?.key == .text)
    #expect(Filter("http:x").needles == ["http:x"])
  }

  @Test func `quotation marks keep words together`() {
    #expect(Filter("\"a b\" c").needles == ["a b", "c"])
    #expect(Filter("name:\"a b\"").needles == ["a b"])
  }

  @Test func `an unknown state lets nothing through and is reported`() {
    #expect(passing("state:dreaming") == [])
    #expect(Filter("state:dreaming").problem?.hasPrefix("No state begins with “dreaming”.") == true)
    #expect(Filter("state:wait").problem == nil)
    #expect(passing("!state:dreaming").count == 5)
  }

  @Test func `every name of an activity finds it`() {
    for activity in Activity.allCases {
      #expect(ActivitySet(named: activity.word).contains(activity), "\(activity)")
      #expect(ActivitySet(named: "\(activity)").contains(activity), "\(activity)")
      #expect(ActivitySet(named: activity.isOver ? "ended" : "live").contains(activity))
      #expect(!ActivitySet(named: activity.isOver ? "live" : "ended").contains(activity))
    }
    #expect(ActivitySet(named: "timed out") == ActivitySet(named: "timed-out"))
  }

  @Test func `the same words filter events`() {
    var run = RunHistory(of: SampleRun.batch(until: 4))
    func texts(_ text: String) -> [String] {
      run.apply(Filter(text))
      return run.tail.shown.map { EventSentence($0).text }
    }
    #expect(texts("").count > 50)
    #expect(texts("producer-2 put").allSatisfy { $0.contains("producer-2") && $0.contains("put") })
    #expect(texts("name:producer-2 !put").allSatisfy { !$0.contains("put") })
    #expect(texts("state:idle").allSatisfy { $0.contains("waits for an item") })
    #expect(!texts("state:idle").isEmpty)
    #expect(texts("role:shift").allSatisfy { $0.contains("shift") })
    #expect(texts("on:intake").allSatisfy { $0.contains("intake") })
    #expect(!texts("id:2").isEmpty)
  }

  @Test func `matches are highlighted in a row, even across wide characters`() {
    let (plain, mark) = (Style.plain, Style(.standard, on: .standard, .bold))
    let line = Line("名前 Producer-1 x", plain).highlighting(["prod", "前"], mark)
    #expect(line.text == "名前 Producer-1 x")
    #expect(line.spans.filter { $0.style == mark }.map(\.text) == ["前", "Prod"])
    #expect(Line("abc", plain).highlighting([], mark).spans.count == 1)
  }
}

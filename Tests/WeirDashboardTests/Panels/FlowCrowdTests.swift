import Testing
import WeirAnalysis
import WeirEvents
import WeirScreen

@testable import WeirDashboard

/// Pictures of more tasks than are listed still show how many there are.
@Suite struct FlowCrowdTests {
  private let count: UInt32 = 3000

  private func crowd(_ name: String, _ script: Script = Script()) -> Script {
    var script = script
    for number in 1...count { script.at(0, .born(number + 1, "\(name)-\(number)")) }
    return script
  }

  /// The number before `more`.
  private func rest(_ text: String) -> String? {
    text.firstMatch(of: #/\+(\S+) more/#).map { String($0.1) }
  }

  @Test(arguments: [
    ("staff", ScenarioDescription.Picture.sampleQueue), ("caller", .sampleRetries),
    ("user", .sampleResource),
  ])
  func `a list that is cut counts the other tasks`(
    name: String, picture: ScenarioDescription.Picture
  ) throws {
    var script = Script()
    if name == "user" {
      script.at(0, .pool(PoolID(1), .created(name: Label("files"), capacity: 3)))
    }
    let text = crowd(name, script).scene(until: 10, picture).text(80, 12)
    let shown = text.filter { $0 == "○" }.count
    #expect(shown > 0 && shown < 1024)
    #expect(rest(text) == NumberText.count(Int(count) - shown))
  }

  @Test func `all tasks that wait for a batch are counted`() {
    var script = Script()
    script.at(0, .batch(BatcherID(1), .created(name: Label("b"), linger: .seconds(1), size: 8)))
    script = crowd("submitter", script)
    for number in 1...count { script.at(1, .waits(number + 1, .batch(BatcherID(1)))) }
    #expect(script.scene(until: 10, .sampleBatches).text(80, 12).contains("3000 in batch"))
  }

  @Test func `all ready tasks are counted`() {
    var script = crowd("cruncher")
    script.at(0, .born(1, "heartbeat"))
    for number in 1...count { script.at(1, .task(TaskID(number + 1), .becameReady())) }
    #expect(script.scene(until: 10, .sampleWorkers).text(80, 12).contains("[ready 3000"))
  }
}

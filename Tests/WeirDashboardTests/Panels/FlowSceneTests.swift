import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct FlowSceneTests {
  /// A queue that gets an item each tenth of a second.
  private func scene(_ state: RunState) -> FlowScene {
    var script = Script()
    script.at(0, .born(1, "producer-1"))
    script.at(
      0, .queue(QueueID(1), .created(name: Label("intake"), capacity: 64, overflow: .block)))
    for item in UInt64(1)...20 {
      script.at(
        Int64(item) * 100,
        .queue(QueueID(1), .enqueued(by: TaskID(1), item: ItemID(item), depth: UInt32(item))))
    }
    var batch = script.batch(until: 2000)
    batch.state = state
    return FlowScene(
      run: RunHistory(of: batch),
      knobs: KnobBoard(Sample.description, RunStart(Sample.specification)),
      isPaused: false)
  }

  @Test func `all rates are zero once the run is over`() {
    let rate = { (scene: FlowScene) in scene.perSecond(scene.run.rates.rate(of: .enqueued)) }
    #expect(rate(scene(.running)) > 5)
    #expect(rate(scene(.finished)) == 0)
  }
}

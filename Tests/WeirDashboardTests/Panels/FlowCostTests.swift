import Foundation
import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// The cost of a frame doesn't depend on the number of tasks: pictures read lists of limited
/// length.
@Suite struct FlowCostTests {
  private static let roles = ["caller", "operation", "worker", "client", "producer", "request"]

  /// A number of live tasks of each of these roles.
  private func scene(_ count: UInt32) -> FlowScene {
    var script = Script()
    script.at(0, .born(1, "main"))
    script.at(
      0, .queue(QueueID(1), .created(name: Label("intake"), capacity: 4, overflow: .block)))
    var id: UInt32 = 1
    for role in FlowCostTests.roles {
      for number in 1...count {
        id += 1
        script.at(
          0,
          .task(
            TaskID(id),
            .created(name: Label(Symbol(role), number), role: Symbol(role), parent: TaskID(1))))
      }
    }
    var run = RunHistory()
    run.fold(script.batch(until: 1))
    let knobs = KnobBoard(Sample.description, RunStart(Sample.specification))
    return FlowScene(run: run, knobs: knobs, isPaused: false)
  }

  @Test func `a picture is made of listed tasks only, however many are live`() throws {
    let scene = scene(1500)
    let limit = RoleBoard.limit
    for role in FlowCostTests.roles.map(Symbol.init) {
      #expect(scene.live(role).count == limit)
      #expect(scene.latest(role).count == limit)
      #expect(scene.liveCount(role) == 1500)
    }
    #expect(scene.others(than: []).count <= limit * scene.run.roles.groups.count)
    let parties = QueueFlowSides(
      scene, producers: .init(Symbol("producer")), consumers: .init(Symbol("worker")))
    #expect(parties.producers.count == limit && parties.producerCount == 1500)
    let gather = try #require(GatherFlow(scene, children: Symbol("worker"), count: nil))
    #expect(gather.summary.width > 0)
  }

  @Test func `no panel makes a list of all tasks`() throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/WeirDashboard")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var count = 0
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      count += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      let rest = text.replacing("tasks.records(after", with: "")
      #expect(!rest.contains("tasks.records"), "\(file.lastPathComponent)")
      #expect(!rest.contains("timeouts.timedOutWork"), "\(file.lastPathComponent)")
    }
    #expect(count > 100)
  }
}

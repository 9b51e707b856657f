import WeirAnalysis
import WeirEvents
import WeirScreen

/// All live tasks: the picture of a run that has nothing yet of what its scenario's picture shows.
struct TasksFlow: FlowPicture {
  private let scene: FlowScene
  private let tasks: [TaskRecord]
  /// How many tasks there are, listed or not.
  private let count: Int

  init(_ scene: FlowScene) {
    self.scene = scene
    tasks = scene.others(than: [.main])
    count = scene.otherCount(than: [.main])
  }

  var summary: Line { Line() }

  var neededRows: ClosedRange<Int> { TasksFlow.list(scene.peak(than: [.main]), around: 1) }

  func draw(in frame: inout Frame, _ box: Box) {
    let (list, status) = box.splitTop(box.rows - 1)
    FlowTaskList(tasks: tasks, count: count, now: scene.now)
      .draw(in: &frame, list)
    FlowStatus(scene, scene.live(.main)).draw(in: &frame, status)
  }
}

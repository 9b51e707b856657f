import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The work that tasks have handed to background workers, such as threads: a row for each worker
/// that is busy, first those that work for tasks that have ended, then those that have been busy
/// longest.
///
/// A thread can't be cancelled: its work continues when the task that waited for it has ended.
struct OffloadedRows {
  private let analysis: Analysis
  private let busy: [(worker: WorkerRecord, occupant: WorkerRecord.Occupant)]
  private let workerCount: Int

  /// The most rows that are asked for.
  private static let mostRows = 5

  init(_ analysis: Analysis) {
    self.analysis = analysis
    let workers = analysis.workers.records.filter(\.isBackground)
    workerCount = workers.count
    let busy = workers.compactMap { worker in worker.occupant.map { (worker: worker, occupant: $0) }
    }
    let sorted = busy.sorted {
      ($0.occupant.since, $0.worker.id) < ($1.occupant.since, $1.worker.id)
    }
    func isOver(_ task: TaskID) -> Bool { analysis.tasks[task].map { !$0.isLive } ?? false }
    // What nothing waits for any more stands nowhere else.
    self.busy =
      sorted.filter { isOver($0.occupant.task) } + sorted.filter { !isOver($0.occupant.task) }
  }

  /// How many workers are busy.
  var count: Int { busy.count }

  /// The heading, and a row for each of the first workers; 0 if none is busy.
  var neededRows: Int { busy.isEmpty ? 0 : min(busy.count + 1, OffloadedRows.mostRows) }

  /// The rows, if there is room for more than the heading.
  func lines(_ limit: Int, columns: Int) -> [Line] {
    guard !busy.isEmpty, limit >= 2 else { return [] }
    let shown = busy.prefix(limit - 1)
    var heading = Line("offloaded", .accent)
    heading.add("  \(busy.count) of \(workerCount) background workers busy", .dim)
    let names = shown.map { analysis.workers.name(of: $0.worker.id) }
    let tasks = shown.map { text(of: $0.occupant) }
    let room = max(columns - OffloadedRows.fixed, 0)
    let name = min(OffloadedRows.widest(names), room / 2)
    let task = min(OffloadedRows.widest(tasks.map(\.text)), room - name)
    let rows = shown.indices.map { index in
      let time = TimeText.short(shown[index].occupant.since.duration(to: analysis.now))
      var line = Line("\(Activity.working.glyph) ", Style(of: .working))
      line.add(tasks[index].text.paddedName(to: task), tasks[index].isOver ? .bad : .strong)
      line.add(" → ", .dim)
      line.add(names[index].paddedName(to: name), .text)
      line.add(time.leftPadded(to: OffloadedRows.timeColumns), .text)
      return line
    }
    return [heading] + rows
  }

  /// The name of a task that a worker computes for, and whether it has ended.
  private func text(of occupant: WorkerRecord.Occupant) -> (text: String, isOver: Bool) {
    guard occupant.task != .none else { return ("no task", false) }
    let isOver = analysis.tasks[occupant.task].map { !$0.isLive } ?? false
    return ((isOver ? "ended: " : "") + analysis.tasks.name(of: occupant.task), isOver)
  }

  private static func widest(_ texts: [String]) -> Int {
    texts.map { CharacterWidth.of($0) }.max() ?? 0
  }

  private static let timeColumns = 7
  /// The sign, the arrow and the time, with blanks.
  private static let fixed = 5 + timeColumns
}

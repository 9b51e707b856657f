import WeirAnalysis
import WeirEvents
import WeirWording

/// The column by which tasks are sorted, and the direction.
struct TaskSort: Sendable, Equatable {
  var column = TaskColumn.id
  /// Whether the least value comes first.
  var isAscending = true

  /// Sorts by the next or the previous visible column, in its natural direction.
  mutating func move(_ step: Int, among columns: [TaskColumn]) {
    guard !columns.isEmpty else { return }
    let index = columns.firstIndex(of: column).map { $0 + step } ?? 0
    choose(columns[(index + columns.count) % columns.count])
  }

  /// Sorts by a column; choosing the same one again reverses the order.
  mutating func choose(_ column: TaskColumn) {
    if column == self.column {
      isAscending.toggle()
    } else {
      self = TaskSort(column: column, isAscending: !column.startsWithGreatest)
    }
  }
}

/// What a task is sorted by: a text, then a number.
struct TaskSortKey: Sendable, Comparable {
  var text = ""
  var number: Int64 = 0

  static func < (left: TaskSortKey, right: TaskSortKey) -> Bool {
    left.text == right.text ? left.number < right.number : left.text < right.text
  }
}

extension TaskSortKey {
  /// The value of a column for a task, in a form that sorts.
  init(_ column: TaskColumn, of record: TaskRecord, in run: RunHistory, _ findings: FindingCounts) {
    switch column {
    case .state: self.init(number: Int64(Activity(record).rawValue))
    case .id: self.init()
    case .name: self.init(record.name)
    case .parent: self.init(run.analysis.tasks[record.parent]?.name ?? Label(.empty))
    case .wait: self.init(waitOf: record, run.analysis)
    case .place:
      self.init(text: record.callSite.file, number: Int64(record.callSite.line))
    case .since: self.init(number: record.since.duration(to: run.analysis.now).nanoseconds)
    case .waker: self.init(run.analysis.tasks[record.wokenBy]?.name ?? Label(.empty))
    case .origin:
      let place = record.origin.details.place
      self.init(text: place.file, number: Int64(place.line))
    case .polls: self.init(number: Int64(record.polls))
    case .warnings: self.init(number: Int64(findings.count(of: record)))
    case .total, .busy, .ready, .idle:
      self.init(time: column, run.lives[record.id], run.analysis.now)
    }
  }

  private init(_ name: Label) {
    self.init(text: name.stem.description, number: Int64(name.number))
  }

  /// By activity and the name of what the task waits for; sleeping tasks by when they wake.
  private init(waitOf record: TaskRecord, _ analysis: Analysis) {
    let rank = 100 + Int(Activity(record).rawValue)
    switch record.wait {
    case .sleep(let until): self.init(text: "\(rank)", number: until.nanoseconds)
    case let wait?:
      self.init(text: "\(rank) \(WaitText.place(wait, analysis))")
    case nil: self.init(text: "\(rank)")
    }
  }

  private init(time column: TaskColumn, _ life: Life?, _ now: VirtualInstant) {
    guard let life else {
      self.init()
      return
    }
    let time =
      switch column {
      case .total: life.total(until: now)
      case .busy: life.busy(until: now)
      case .ready: life.ready(until: now)
      default: life.idle(until: now)
      }
    self.init(number: time.nanoseconds)
  }
}

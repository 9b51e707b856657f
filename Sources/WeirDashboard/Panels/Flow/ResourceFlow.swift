import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// For each user the bracket of acquire, use and release with its progress, and the pool's places.
struct ResourceFlow: FlowPicture {
  private let scene: FlowScene
  private let pool: PoolRecord
  private let role: Symbol
  private let users: [TaskRecord]
  /// The stages of the users that acquire, use or release.
  private let stages: [TaskID: Stage]
  private let nameColumns: Int

  init?(_ scene: FlowScene, users role: Symbol) {
    guard let pool = scene.pools.first else { return nil }
    self.scene = scene
    self.pool = pool
    self.role = role
    users = scene.live(role)
    stages = Stage.all(in: scene.analysis.pools)
    nameColumns = FlowMeasures.nameColumns(of: users)
  }

  var summary: Line {
    var figures = FigureList()
    figures.add("acquired", pool.acquisitions)
    figures.add("leaked", pool.leaked, isBad: true)
    return figures.line(FlowMeasures.summaryColumns)
  }

  var neededRows: ClosedRange<Int> { ResourceFlow.list(scene.peak(role), around: 3) }

  func draw(in frame: inout Frame, _ box: Box) {
    let (heading, rest) = box.splitTop(1)
    let (body, status) = rest.splitTop(rest.rows - 1)
    let hasCaptions = body.rows > users.count
    let (caption, list) = body.splitTop(hasCaptions ? 1 : 0)
    if hasCaptions {
      frame.write(
        captions(caption.columns), at: caption.column, caption.row, limit: caption.columns)
    }
    let places = PlaceText(pool).line(heading.columns)
    frame.write(places, at: heading.column, heading.row, limit: heading.columns)
    FlowStatus(scene, scene.lastOthers(than: [role])).draw(in: &frame, status)
    let shown = users.count <= list.rows ? users.count : max(list.rows - 1, 0)
    for (offset, user) in users.prefix(shown).enumerated() {
      let line = line(user, list.columns)
      frame.write(line, at: list.column, list.row + offset, limit: list.columns)
    }
    guard shown < users.count else { return }
    let others = FlowTaskList(
      tasks: Array(users.dropFirst(shown)), count: scene.liveCount(role) - shown, now: scene.now)
    others.drawSigns(in: &frame, list.inset(top: shown))
  }
}

extension ResourceFlow {
  /// How far a user has come with a resource.
  private enum Stage: Int {
    case acquire, use, release

    /// The stages of all tasks that hold a resource or acquire one.
    static func all(in pools: PoolLedger) -> [TaskID: Stage] {
      var stages: [TaskID: Stage] = [:]
      for pool in pools.records {
        for opener in pool.openers { stages[opener.task] = .acquire }
      }
      for resource in pools.records.flatMap(\.resources) {
        guard let holder = resource.holder else { continue }
        stages[holder] = resource.isReleasing ? .release : .use
      }
      return stages
    }
  }

  private func line(_ user: TaskRecord, _ columns: Int) -> Line {
    let activity = Activity(user)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(user.name.description.paddedName(to: nameColumns) + " ", .text)
    let stage = stages[user.id]
    line.add(bracket(user, stage, ResourceFlow.bracketColumns(columns, nameColumns)))
    line.add(
      " \(word(user, stage).padded(to: ResourceFlow.wordColumns))",
      activity.isHeldUp ? .warning : .dim)
    line.add(time(user).leftPadded(to: FlowMeasures.timeColumns), .dim)
    return line
  }

  /// What a user does, in a word.
  private static let wordColumns = 8

  /// The columns between the sign with the name and the word with the time.
  private static func bracketColumns(_ columns: Int, _ name: Int) -> Int {
    max(columns - name - 3 - wordColumns - 2 - FlowMeasures.timeColumns, 0)
  }

  /// What the stretches of a bracket stand for.
  private func captions(_ columns: Int) -> Line {
    let width = (ResourceFlow.bracketColumns(columns, nameColumns) - 4) / 3
    guard width >= 7 else { return Line() }
    var line = Line(String(repeating: " ", count: nameColumns + 4), .dim)
    for word in ["acquire", "use", "release"] { line.add(word.padded(to: width + 1), .dim) }
    return line
  }

  private func word(_ user: TaskRecord, _ stage: Stage?) -> String {
    switch stage {
    case .acquire: "acquires"
    case .use: "uses"
    case .release: "releases"
    case nil where user.state == .sleeping: "rests"
    case nil where Activity(user) == .acquiring: "waits"
    case nil: Activity(user).word
    }
  }

  private func time(_ user: TaskRecord) -> String {
    if case .sleep(let end) = user.wait {
      return TimeText.short(max(scene.now.duration(to: end), .zero))
    }
    return TimeText.short(user.since.duration(to: scene.now))
  }

  /// Three stretches, full up to the present one, which shows its progress.
  private func bracket(_ user: TaskRecord, _ stage: Stage?, _ columns: Int) -> Line {
    let width = (columns - 4) / 3
    guard width >= 2 else { return Line() }
    var line = Line("├", stage == nil ? .border : .text)
    for part in 0..<3 {
      let style = part == 1 ? Style(of: .serving) : .accent
      let share = share(user, of: part, at: stage)
      line.add(ProgressText.bar(share, columns: width, style, rest: .border))
      line.add(part == 2 ? "┤" : "┼", stage == nil ? .border : .text)
    }
    return line
  }

  private func share(_ user: TaskRecord, of part: Int, at stage: Stage?) -> Double {
    guard let stage, part <= stage.rawValue else { return 0 }
    guard part == stage.rawValue, case .sleep(let end) = user.wait else { return 1 }
    return TimeProgress(from: user.since, to: end, at: scene.now).share
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// What tasks of a watched program wait for, and who holds it: which rows there are, and which one
/// is chosen.
struct WaitsPanel: PanelFeature {
  /// The groups of waiting tasks, the most important ones first.
  private(set) var rows: [WaitGroup] = []
  /// How many tasks wait.
  private(set) var taskCount = 0
  /// How many background workers are busy.
  private(set) var offloadedCount = 0
  /// The chosen group, wherever its row goes.
  private(set) var chosen: Key?
  /// How many rows are above the first visible one.
  private(set) var scroll = 0
  private var age = 0.0

  /// What a row is about. It stays the same when another task of the group waits longest.
  struct Key: Sendable, Hashable {
    let role: Symbol
    let kind: WaitKind
    let number: UInt32

    init(_ group: WaitGroup) {
      (role, kind, number) = (group.role, group.wait.kind, group.number)
    }
  }

  /// The most rows.
  private static let limit = 128
  /// Rows of up to this many tasks are updated with every frame, those of more four times a
  /// second.
  private static let fewTasks = 2048
  private static let interval = 0.25

  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]? {
    guard case .move(let move) = action else { return nil }
    guard move != .enter else { return open() }
    choose(by: move.rows(pageOf: (box?.rows ?? 2) - 1), in: box)
    return []
  }

  mutating func update(after seconds: Double?, in box: Box?, _ scene: PanelScene) {
    guard scene.isWatched else { return }
    age += max(seconds ?? 0, 0)
    let analysis = scene.run.analysis
    guard analysis.tasks.liveCount <= WaitsPanel.fewTasks || age >= WaitsPanel.interval else {
      return
    }
    age = 0
    let groups = analysis.waitGroups(limit: WaitsPanel.limit)
    (rows, taskCount) = (groups.first, groups.taskCount + groups.furtherTaskCount)
    offloadedCount = OffloadedRows(analysis).count
  }

  mutating func runBegan(isSeekingBack: Bool) {
    guard !isSeekingBack else { return }
    self = WaitsPanel()
  }

  mutating func release() { (chosen, scroll) = (nil, 0) }

  /// A row for each kind of wait of each role, and some for the work in background workers.
  func neededRows(_ scene: PanelScene) -> ClosedRange<Int>? {
    guard scene.isWatched, let roles = scene.run.history.parts?.roles else { return nil }
    let count = (roles.groups + [roles.others]).reduce(0) { sum, group in
      sum + group.doings.count { $0.doing.activity.isWait }
    }
    let rows = count + OffloadedRows(scene.run.analysis).neededRows
    let needed = rows.clamped(to: 1...WaitsPanel.limit)
    return needed...needed
  }

  func drawing(in box: Box, _ scene: PanelScene) -> any PanelDrawing {
    WaitsDrawing(panel: self, scene: scene)
  }
}

extension Activity {
  /// Whether a task does it only while it waits.
  fileprivate var isWait: Bool {
    switch self {
    case .created, .ready, .running, .finished, .failed, .cancelled, .timedOut: false
    default: true
    }
  }
}

// MARK: Choosing

extension WaitsPanel {
  /// The index of the chosen row.
  private var chosenIndex: Int? { chosen.flatMap { key in rows.firstIndex { Key($0) == key } } }

  /// Chooses another row, some rows away from the chosen one.
  private mutating func choose(by step: Int, in box: Box?) {
    guard !rows.isEmpty else { return }
    let index = chosenIndex.map { $0 + step } ?? (step > 1 ? step - 1 : scroll)
    choose(row: index.clamped(to: 0...rows.count - 1), in: box)
  }

  private mutating func choose(row: Int, in box: Box?) {
    chosen = Key(rows[row])
    guard let box else { return }
    let visible = max(parts(of: box).list.rows, 1)
    scroll = scroll.clamped(to: row - visible + 1...row)
  }

  /// Opens the page of the task that has waited longest in the chosen row, or in the first one.
  private mutating func open() -> [Effect] {
    guard let group = chosenIndex.map({ rows[$0] }) ?? rows.first else { return [.expand] }
    chosen = Key(group)
    return [.openTask(group.task)]
  }

  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect] {
    let list = parts(of: box).list
    let row = point.row - list.row + first(in: list)
    guard list.contains(point), rows.indices.contains(row) else { return [] }
    guard chosen != Key(rows[row]) else { return open() }
    choose(row: row, in: box)
    return []
  }

  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    let visible = parts(of: box).list.rows
    scroll = scroll.scrolled(by: direction * wheelRows, upTo: max(rows.count - visible, 0))
    return []
  }
}

// MARK: Geometry

extension WaitsPanel {
  /// The fewest rows with room for the chain of waits below the list.
  private static let chainFrom = 14

  /// The fewest rows of a box in which offloaded work has rows although not all groups fit: those
  /// that are left out sleep, or wait for little.
  private static let sharedFrom = 5

  /// The rows of the groups, those of offloaded work below them, and in a large box the chain of
  /// one group.
  func parts(of box: Box) -> (list: Box, offloaded: Int, chain: Box) {
    let isLarge = box.rows >= WaitsPanel.chainFrom
    let (upper, chain) = isLarge ? box.splitTop(box.rows * 3 / 5) : (box, .empty)
    let least = upper.rows >= WaitsPanel.sharedFrom ? upper.rows * 2 / 5 : 0
    let room = min(offloadedCount + 1, max(upper.rows - rows.count, least))
    let offloaded = offloadedCount > 0 && room >= 2 ? room : 0
    return (upper.splitTop(upper.rows - offloaded).top, offloaded, chain)
  }

  /// The first row that is visible.
  func first(in list: Box) -> Int { min(scroll, max(rows.count - list.rows, 0)) }

  /// The group whose chain is shown: the chosen one, else the most important one.
  var explained: WaitGroup? { chosenIndex.map { rows[$0] } ?? rows.first }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A pool as a box of places: the holder of each and its progress, idle connections and how long
/// they stay open, and leaked ones.
struct PoolPicture {
  let pool: PoolRecord
  let scene: FlowScene
  /// How long an idle connection stays open; `nil` if there is no limit.
  var idleLimit: Duration?
  /// How many of the free places are taken by connections that are being opened.
  var connecting = 0

  func draw(in frame: inout Frame, _ box: Box) {
    let room = FlowBox(name: Line("\(pool.name)", .strong), figure: figure, style: borderStyle)
      .draw(in: &frame, box)
    let places = places
    if places.count <= room.rows, room.columns >= PoolPicture.narrowestRow {
      for (offset, place) in places.enumerated() {
        let line = line(place, room.columns)
        frame.write(line, at: room.column, room.row + offset, limit: room.columns)
      }
    } else {
      drawGrid(places, in: &frame, room)
    }
  }

  /// Draws the places in several columns, each with a sign and a short bar, or as signs only if
  /// there is no room for bars.
  private func drawGrid(_ places: [Place], in frame: inout Frame, _ box: Box) {
    guard !box.isEmpty else { return }
    let columns = (places.count + box.rows - 1) / box.rows
    let width = box.columns / max(columns, 1)
    guard width >= PoolPicture.narrowestCell else { return drawSigns(places, in: &frame, box) }
    for (index, place) in places.enumerated() {
      let left = box.column + index % columns * width
      let row = box.row + index / columns
      frame[left, row] = sign(place)
      guard case .resource(let resource) = place, !resource.isLeaked,
        let holder = resource.holder, let task = scene.analysis.tasks[holder],
        case .sleep(let end) = task.wait
      else { continue }
      let share = TimeProgress(from: task.since, to: end, at: scene.now).share
      let bar = ProgressText.bar(
        share, columns: min(width - 3, PoolPicture.longestBar), Style(of: Activity(task)),
        rest: .border)
      frame.write(bar, at: left + 2, row, limit: width - 3)
    }
  }

  /// The least width in which each place has a row with the name of its holder.
  private static let narrowestRow = 12
  /// A sign, a blank, a bar of three columns, a blank.
  private static let narrowestCell = 6
  /// The longest bar in a cell.
  private static let longestBar = 12
  /// The most places that are drawn.
  private static let mostPlaces = 256

  private var borderStyle: Style {
    pool.isClosed || pool.lost > 0
      ? .bad : pool.waiters.isEmpty ? .focusedBorder : .warning
  }

  private var figure: Line {
    let limit = pool.capacity.map { NumberText.count($0) } ?? "∞"
    var line = Line(
      NumberText.count(pool.inUse + connecting).leftPadded(to: limit.count),
      !pool.waiters.isEmpty ? .warning : .strong)
    line.add("/\(limit)", .dim)
    if connecting > 0 { line.add(", \(connecting) opening", .accent) }
    return line
  }

  /// A place of the pool.
  private enum Place {
    case resource(PoolRecord.Resource)
    case connecting
    case empty
  }

  /// The open connections, those being opened, and then empty places up to the capacity.
  private var places: [Place] {
    let all = pool.resources.map { Place.resource($0) }
    let rest = ((pool.capacity ?? 0) - all.count).clamped(to: 0...PoolPicture.mostPlaces)
    let opening = min(connecting, pool.capacity == nil ? PoolPicture.mostPlaces : rest)
    return all + Array(repeating: .connecting, count: opening)
      + Array(repeating: .empty, count: max(rest - opening, 0))
  }

  private func line(_ place: Place, _ columns: Int) -> Line {
    guard case .resource(let place) = place else {
      if case .empty = place { return Line("·", .dim) }
      return Line("◧ connects", .accent)
    }
    if place.isLeaked { return leaked(place, columns) }
    guard let holder = place.holder, let task = scene.analysis.tasks[holder] else {
      return idle(place, columns)
    }
    return TaskRow(task: task, scene: scene)
      .line(columns, name: columns >= FlowMeasures.fullNameRow ? FlowMeasures.nameColumns : 4)
  }

  private func leaked(_ place: PoolRecord.Resource, _ columns: Int) -> Line {
    var line = Line("✗ leaked", .bad)
    let length = TimeText.short(place.since.duration(to: scene.now))
    let room = columns - line.width
    if length.count < room { line.add(length.leftPadded(to: room), .dim) }
    return line
  }

  /// An idle connection, and how long it stays open.
  private func idle(_ place: PoolRecord.Resource, _ columns: Int) -> Line {
    var line = Line("▫ idle ", .dim)
    guard let limit = idleLimit else {
      let length = TimeText.short(place.since.duration(to: scene.now))
      line.add(length.leftPadded(to: max(columns - line.width, 1)), .dim)
      return line
    }
    let end = place.since.advanced(by: limit)
    let rest = TimeProgress(from: place.since, to: end, at: scene.now).rest
    let room = max(columns - line.width - FlowMeasures.timeColumns, 0)
    line.add(ProgressText.bar(rest, columns: room, .dim, rest: .border))
    let left = TimeText.short(max(scene.now.duration(to: end), .zero))
    line.add(left.leftPadded(to: columns - line.width), .dim)
    return line
  }

  private func drawSigns(
    _ places: [Place], in frame: inout Frame, _ box: Box
  ) {
    let step = places.count * 2 - 1 <= box.columns * box.rows ? 2 : 1
    let perRow = max((box.columns + step - 1) / step, 1)
    for (index, place) in places.prefix(perRow * box.rows).enumerated() {
      frame[box.column + index % perRow * step, box.row + index / perRow] = sign(place)
    }
  }

  private func sign(_ place: Place) -> Cell {
    guard case .resource(let place) = place else {
      if case .empty = place { return Cell("·", .dim) }
      return Cell("◧", .accent)
    }
    if place.isLeaked { return Cell("✗", .bad) }
    guard let holder = place.holder, let task = scene.analysis.tasks[holder] else {
      return Cell("▫", .dim)
    }
    let activity = Activity(task)
    return Cell(activity.glyph, Style(of: activity))
  }
}

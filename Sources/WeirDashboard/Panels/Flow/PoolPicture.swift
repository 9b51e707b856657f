import WeirTrace

/// A pool as a box of places: who holds each and how far that has come, which connections are idle and until when, and
/// what was leaked.
struct PoolPicture {
  let pool: PoolRecord
  let scene: FlowScene
  private var look: Look { scene.look }

  func draw(in frame: inout Frame, _ box: Box) {
    let room = FlowBox(name: Line("\(pool.name)", look.strong), figure: figure, style: borderStyle)
      .draw(in: &frame, box)
    let places = places
    if places.count <= room.rows, room.columns >= 12 {
      for (offset, place) in places.enumerated() {
        let line = line(place, room.columns)
        frame.write(line, at: room.column, room.row + offset, limit: room.columns)
      }
    } else {
      drawSigns(places, in: &frame, room)
    }
  }

  private var borderStyle: Style {
    pool.isClosed || pool.lost > 0
      ? look.bad : pool.waiters.isEmpty ? look.focusedBorder : look.warning
  }

  private var figure: Line {
    let limit = pool.capacity.map { NumberText.count($0) } ?? "∞"
    var line = Line(
      NumberText.count(pool.inUse).leftPadded(to: limit.count),
      pool.isFull && !pool.waiters.isEmpty ? look.warning : look.strong)
    line.add("/\(limit)", look.dim)
    return line
  }

  /// What there is, and then empty places up to the limit.
  private var places: [PoolRecord.Resource?] {
    let all: [PoolRecord.Resource?] = pool.resources
    let count = max((pool.capacity ?? 0) - all.count, 0)
    return all + Array(repeating: nil, count: min(count, 256))
  }

  private func line(_ place: PoolRecord.Resource?, _ columns: Int) -> Line {
    guard let place else { return Line("·", look.dim) }
    if place.isLeaked { return leaked(place, columns) }
    guard let holder = place.holder, let task = scene.analysis.tasks[holder] else {
      return idle(place, columns)
    }
    return TaskRow(task: task, scene: scene).line(columns, name: columns >= 24 ? 12 : 4)
  }

  private func leaked(_ place: PoolRecord.Resource, _ columns: Int) -> Line {
    var line = Line("✗ leaked", look.bad)
    let length = TimeText.short(place.since.duration(to: scene.now))
    let room = columns - line.width
    if length.count < room { line.add(length.leftPadded(to: room), look.dim) }
    return line
  }

  /// An open connection that nobody holds, and how long it still stays.
  private func idle(_ place: PoolRecord.Resource, _ columns: Int) -> Line {
    var line = Line("▫ idle ", look.dim)
    guard let limit = scene.duration("idle-timeout") else {
      let length = TimeText.short(place.since.duration(to: scene.now))
      line.add(length.leftPadded(to: max(columns - line.width, 1)), look.dim)
      return line
    }
    let end = place.since.advanced(by: limit)
    let rest = Progress(from: place.since, to: end, at: scene.now).rest
    let room = max(columns - line.width - 7, 0)
    line.add(ProgressText.bar(rest, columns: room, look.dim, rest: look.border))
    let left = TimeText.short(max(scene.now.duration(to: end), .zero))
    line.add(left.leftPadded(to: columns - line.width), look.dim)
    return line
  }

  private func drawSigns(
    _ places: [PoolRecord.Resource?], in frame: inout Frame, _ box: Box
  ) {
    let step = places.count * 2 - 1 <= box.columns * box.rows ? 2 : 1
    let perRow = max((box.columns + step - 1) / step, 1)
    for (index, place) in places.prefix(perRow * box.rows).enumerated() {
      frame[box.column + index % perRow * step, box.row + index / perRow] = sign(place)
    }
  }

  private func sign(_ place: PoolRecord.Resource?) -> Cell {
    guard let place else { return Cell("·", look.dim) }
    if place.isLeaked { return Cell("✗", look.bad) }
    guard let holder = place.holder, let task = scene.analysis.tasks[holder] else {
      return Cell("▫", look.dim)
    }
    let activity = Activity(task)
    return Cell(activity.glyph, look.style(of: activity))
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A task in a row of a picture: its sign, its name, and its progress.
struct TaskRow {
  let task: TaskRecord
  let scene: FlowScene

  /// - Parameter name: how many columns the name takes; a longer name is shown as its number.
  func line(_ columns: Int, name: Int) -> Line {
    let activity = Activity(task)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    let short = shortName(name)
    line.add(short.padded(to: max(name, CharacterWidth.of(short))), .text)
    line.add(" ", .text)
    line.add(doing(activity, columns - line.width))
    return line
  }

  private func shortName(_ columns: Int) -> String {
    let full = task.name.description
    return CharacterWidth.of(full) <= columns || task.name.number == 0
      ? full : "\(task.name.number)"
  }

  /// The least room in which a time stands behind the bar.
  private static let barWithTime = 14

  /// A bar and the time left if an end is known, otherwise a word and the time it has lasted.
  func doing(_ activity: Activity, _ columns: Int) -> Line {
    let style = Style(of: activity)
    guard case .sleep(let end) = task.wait, !activity.isOver else {
      guard activity.word.count <= columns else { return Line() }
      var line = Line(activity.word, style)
      let length = TimeText.short(task.since.duration(to: scene.now))
      guard !activity.isOver, line.width + FlowMeasures.timeColumns <= columns else { return line }
      line.add(length.leftPadded(to: FlowMeasures.timeColumns), .dim)
      return line
    }
    let share = TimeProgress(from: task.since, to: end, at: scene.now).share
    let hasTime = columns >= TaskRow.barWithTime
    let bar = (columns - (hasTime ? FlowMeasures.timeColumns : 0))
      .clamped(to: 0...FlowMeasures.barColumns)
    var line = ProgressText.bar(share, columns: bar, style, rest: .border)
    guard hasTime else { return line }
    let left = TimeText.short(max(scene.now.duration(to: end), .zero))
    line.add(left.leftPadded(to: FlowMeasures.timeColumns), .dim)
    return line
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

extension TaskDetailText {
  /// The most resolvers that are listed.
  private static let limit = 8

  private var isHeldUp: Bool { Activity(detail.record).isHeldUp(in: detail.run.model.start) }

  /// The sentence, the progress, and the tasks that could end the wait.
  func lines(of wait: WaitExplanation) -> [Line] {
    var lines = wait.sentence.wrapped(to: columns).map { text in
      Line(text, isHeldUp ? .warning : .text)
    }
    if let progress = wait.progress {
      let style = Style(of: Activity(detail.record))
      lines.append(
        ProgressText.bar(progress, columns: min(columns, 40), style, rest: .border))
    }
    return lines + resolvers(of: wait)
  }

  private func resolvers(of wait: WaitExplanation) -> [Line] {
    guard !wait.resolvers.isEmpty else {
      return wait.relation.isEmpty ? [] : [Line(wait.relation, .bad)]
    }
    let gutter = CharacterWidth.of(wait.relation) + 1
    let names = wait.resolvers.prefix(TaskDetailText.limit).map { name(of: $0.task) }
    let width = min(names.map { CharacterWidth.of($0) }.max() ?? 0, 20)
    var lines = wait.resolvers.prefix(TaskDetailText.limit).enumerated().map { index, resolver in
      var line = Line((index == 0 ? wait.relation : "").padded(to: gutter), .dim)
      line.add(self.line(of: resolver, name: width))
      return line
    }
    let rest = wait.resolvers.count - TaskDetailText.limit
    if rest > 0 { lines.append(Line("".padded(to: gutter) + "and \(rest) more", .dim)) }
    return lines
  }

  private func name(of task: TaskID) -> String { detail.run.analysis.tasks.name(of: task) }

  private func line(of resolver: WaitExplanation.Resolver, name width: Int) -> Line {
    let name = name(of: resolver.task).paddedName(to: width)
    guard let record = detail.run.analysis.tasks[resolver.task] else {
      var line = Line("  \(name)", .dim)
      line.add(resolver.note.isEmpty ? "" : "  \(resolver.note)", .text)
      return line
    }
    let activity = Activity(record)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(name, record.isLive ? .text : .dim)
    if !resolver.note.isEmpty { line.add("  \(resolver.note)", .text) }
    line.add("  \(WaitText.text(record, detail.run.analysis))", .dim)
    return line
  }

  /// What it holds, and its current attempt.
  var holdings: [Line] {
    let (record, analysis) = (detail.record, detail.run.analysis)
    var lines: [Line] = []
    if let request = record.request {
      let time = TimeText.short(request.duration(to: analysis.now))
      lines.append(Line("a request, for \(time)", .text))
    }
    if let item = record.item { lines.append(Line("item \(item.rawValue)", .text)) }
    if let attempt = record.attempt {
      lines.append(
        Line("attempt \(attempt.number)\(attempt.next == nil ? "" : " is next")", .text))
    }
    let resources = record.heldResources == 0 ? [] : analysis.pools.holdings(of: record.id)
    return lines
      + resources.prefix(TaskDetailText.limit).map { holding in
        let time = TimeText.short(holding.since.duration(to: analysis.now))
        let name = analysis.pools.name(of: holding.pool)
        return Line("\(name) \(holding.resource.rawValue), for \(time)", .text)
      }
  }

  /// A deadline as the time that is left.
  func line(of timeout: TimeoutRecord) -> Line {
    let now = detail.run.analysis.now
    if let fired = timeout.fired {
      let time = TimeText.short(fired.duration(to: now))
      return Line("◷ passed \(time) ago, and the work continues", .bad)
    }
    let progress = TimeProgress(from: timeout.armed, to: timeout.deadline, at: now)
    let style: Style = progress.rest < 0.2 ? .warning : .good
    var line = ProgressText.bar(
      progress.rest, columns: min(columns - 14, 40), style, rest: .border)
    let left = TimeText.short(max(now.duration(to: timeout.deadline), .zero))
    line.add(" \(left.leftPadded(to: 7)) left", Style.text)
    return line
  }
}

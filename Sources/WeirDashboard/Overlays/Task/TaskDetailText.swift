import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A task's page as rows of a given width: topic by topic, the most telling first.
struct TaskDetailText {
  let detail: TaskDetail
  /// How many columns there are beside the gutter.
  let columns: Int

  private var record: TaskRecord { detail.record }
  private var analysis: Analysis { detail.run.analysis }
  private var level: RunLevel { start.level }
  private var start: RunStart { detail.run.model.start }

  /// How wide the gutter is.
  static let gutter = 9

  var rows: [TaskDetailRow] {
    let wait = detail.wait.map { .init("now", lines(of: $0)) } ?? [TaskDetailRow]()
    return [TaskDetailRow](
      "task", [identity, family, dates])
      + [TaskDetailRow]("where", place)
      + [TaskDetailRow]("life", life)
      + wait
      + [TaskDetailRow]("chain", chain)
      + [TaskDetailRow]("deadline", detail.timeouts.map(line(of:)))
      + [TaskDetailRow]("holds", holdings)
      + [TaskDetailRow]("cancel", cancellation)
      + [TaskDetailRow]("warnings", findings)
      + [TaskDetailRow]("cycle", cycle)
      + [TaskDetailRow]("time", shares)
      + [TaskDetailRow]("events", events)
  }
}

// MARK: Identity and life

extension TaskDetailText {
  private var identity: Line {
    let activity = Activity(record)
    var line = Line("\(activity.glyph) ", Style(of: activity))
    line.add(activity.word(in: start), activity.isHeldUp(in: start) ? .warning : .strong)
    let time = TimeText.short(record.since.duration(to: analysis.now))
    line.add(record.isLive ? " for \(time)" : " \(time) ago", .text)
    if !record.error.isEmpty { line.add("  \(record.error)", .bad) }
    return line
  }

  private var place: [Line] {
    let origin = record.origin.details.place
    let waker = record.wokenBy == .none ? [] : [analysis.tasks.name(of: record.wokenBy)]
    return [
      row("", record.callSite), row("started at ", origin),
    ].compactMap(\.self)
      + waker.map { name in
        var line = Line("last woken by ", .dim)
        line.add(name, .text)
        return line
      }
  }

  /// A place in the source, with the module or folder of the file; `nil` if it is unknown.
  private func row(_ words: String, _ place: CallSite) -> Line? {
    guard !place.file.isEmpty else { return nil }
    var line = Line(words, .dim)
    line.add(place.description, .text)
    let folder = place.file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if !folder.isEmpty { line.add("  in \(folder.joined(separator: "/"))", .dim) }
    return line
  }

  /// Down from the oldest ancestor; if there are too many, the oldest are left out.
  private var family: Line {
    var names = detail.ancestors.map { "\($0.name)" }
    let role = "role \(record.role)  "
    var path = names.joined(separator: " › ")
    while names.count > 1, CharacterWidth.of(role + path) + 8 > columns {
      names.removeFirst()
      path = "… › " + names.joined(separator: " › ")
    }
    var line = Line(role, .text)
    line.add(names.isEmpty ? "no parent" : "child of ", .dim)
    line.add(path, .text)
    return line
  }

  private var dates: Line {
    var line = Line("created ", .dim)
    line.add(detail.run.clock.short(record.created), .text)
    line.add(record.isLive ? "  alive " : "  lived ", .dim)
    line.add(TimeText.short(detail.age), .text)
    guard level.hasSteps else { return line }
    line.add("  polls ", .dim)
    line.add(NumberText.count(record.polls), .text)
    return line
  }

  private var life: [Line] {
    guard let lane = detail.run.watch?.lane, detail.run.watch?.task == record.id else { return [] }
    let picture = LifePicture(lane, from: record.created, to: detail.end, columns: columns)
    let unit = TimeText.compact(.nanoseconds(picture.scale.column))
    return [picture.line(), Line("one column is \(unit)", .dim)]
  }

  private var shares: [Line] {
    guard level.hasSteps else { return [Line("When it ran was not recorded.", .dim)] }
    return detail.shares.map { activity, time, share in
      var line = Line("\(activity.glyph) ", Style(of: activity))
      line.add(activity.word(in: start).padded(to: 9), .text)
      line.add(TimeText.short(time).leftPadded(to: 7), .strong)
      line.add(NumberText.percent(share).leftPadded(to: 6) + " ", .dim)
      line.add(
        ProgressText.bar(
          share, columns: min(columns - line.width, 40), Style(of: activity),
          rest: .border))
      return line
    }
  }
}

// MARK: What happens to it

extension TaskDetailText {
  private var findings: [Line] {
    detail.findings.flatMap { finding in
      var line = Line("▲ \(finding.lint.rawValue)", .bad)
      line.add("  since \(detail.run.clock.short(finding.since))", .dim)
      return [line] + finding.evidence.wrapped(to: columns).map { Line($0, .text) }
    }
  }

  /// What the task waits for, what that task waits for in turn, and so on.
  private var chain: [Line] {
    guard record.isLive, detail.cycle == nil, let chain = analysis.waitChain(from: record.id),
      chain.links.count > 1
    else { return [] }
    return WaitChainLines(chain, in: analysis).lines(columns)
  }

  private var cycle: [Line] {
    guard let cycle = detail.cycle else { return [] }
    return WaitCycleDrawing(cycle: cycle, analysis: analysis).lines(columns)
  }

  private var cancellation: [Line] {
    detail.cancellation?.steps.map { step in
      let time = step.after == .zero || step.state == .ahead ? "" : "+\(TimeText.short(step.after))"
      var line = Line(step.state.glyph, Style(of: step.state))
      line.add(time.leftPadded(to: 8) + "  ", .dim)
      line.add(step.text, step.state == .ahead ? .dim : .text)
      return line
    } ?? []
  }

  /// The newest first.
  private var events: [Line] {
    guard let watch = detail.run.watch, watch.task == record.id else { return [] }
    return watch.entries.reversed().map { entry in
      let sentence = EventSentence(entry)
      var line = Line(
        detail.run.clock.narrow(entry.event.instant, of: analysis.now), .dim)
      line.add(" \(sentence.tone.sign) \(sentence.text)", Style(of: sentence.tone))
      return line
    }
  }
}

extension CancellationPath.State {
  /// The sign before a step.
  var glyph: String {
    switch self {
    case .done: "●"
    case .going: "≈"
    case .ahead: "○"
    case .missing: "▲"
    }
  }
}

extension Style {
  /// The style of a step's sign.
  fileprivate init(of state: CancellationPath.State) {
    switch state {
    case .done: self = .good
    case .going: self.init(of: Activity.cleaningUp)
    case .ahead: self = .dim
    case .missing: self = .bad
    }
  }
}

/// A row of a task's page: a label, in a gutter at the left, and a line of text.
struct TaskDetailRow: Equatable {
  var label = ""
  var line: Line
}

extension [TaskDetailRow] {
  /// Makes rows that belong together; the first has the label.
  init(_ label: String, _ lines: [Line]) {
    self = lines.enumerated().map { index, line in
      TaskDetailRow(label: index == 0 ? label : "", line: line)
    }
  }

  /// The same rows with an empty row between topics.
  var spaced: [TaskDetailRow] {
    enumerated().flatMap { index, row in
      index > 0 && !row.label.isEmpty ? [TaskDetailRow(line: Line()), row] : [row]
    }
  }
}

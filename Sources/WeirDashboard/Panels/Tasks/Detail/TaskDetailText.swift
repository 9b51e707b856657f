import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A task's page as rows of a width: topic after topic, those that change what one thinks of the task first.
struct TaskDetailText {
  let detail: TaskDetail
  let look: Look
  /// How many columns there are beside the gutter.
  let columns: Int

  private var record: TaskRecord { detail.record }
  private var analysis: Analysis { detail.run.analysis }
  private var level: RunLevel { detail.run.model.start.level }

  /// How wide the gutter is.
  static let gutter = 9

  var rows: [TaskDetailRow] {
    let wait = detail.wait.map { .init("now", lines(of: $0)) } ?? [TaskDetailRow]()
    return [TaskDetailRow](
      "task", [identity, family, dates])
      + [TaskDetailRow]("where", place)
      + [TaskDetailRow]("life", life)
      + wait
      + [TaskDetailRow]("deadline", detail.timeouts.map(line(of:)))
      + [TaskDetailRow]("holds", holdings)
      + [TaskDetailRow]("stop", journey)
      + [TaskDetailRow]("warnings", findings)
      + [TaskDetailRow]("cycle", cycle)
      + [TaskDetailRow]("time", shares)
      + [TaskDetailRow]("events", events)
  }
}

// MARK: Who it is

extension TaskDetailText {
  private var identity: Line {
    let activity = Activity(record)
    var line = Line("\(activity.glyph) ", look.style(of: activity))
    line.add(activity.word(at: level), activity.isHeldUp ? look.warning : look.strong)
    let time = TimeText.short(record.since.duration(to: analysis.now))
    line.add(record.isLive ? " for \(time)" : " \(time) ago", look.text)
    if !record.error.isEmpty { line.add("  \(record.error)", look.bad) }
    return line
  }

  private var place: [Line] {
    let module = record.callSite.file.split(separator: "/").first.map(String.init) ?? ""
    guard !module.isEmpty else { return [] }
    var line = Line(record.callSite.description, look.text)
    line.add("  in \(module)", look.dim)
    return [line]
  }

  /// Down from the eldest ancestor; where they are too many the eldest are left out.
  private var family: Line {
    var names = detail.ancestors.map { "\($0.name)" }
    let role = "role \(record.role)  "
    var path = names.joined(separator: " › ")
    while names.count > 1, CharacterWidth.of(role + path) + 8 > columns {
      names.removeFirst()
      path = "… › " + names.joined(separator: " › ")
    }
    var line = Line(role, look.text)
    line.add(names.isEmpty ? "no parent" : "child of ", look.dim)
    line.add(path, look.text)
    return line
  }

  private var dates: Line {
    var line = Line("created ", look.dim)
    line.add(TimeText.shortClock(record.created), look.text)
    line.add(record.isLive ? "  lives " : "  lived ", look.dim)
    line.add(TimeText.short(detail.age), look.text)
    guard level.hasSteps else { return line }
    line.add("  polls ", look.dim)
    line.add(NumberText.count(record.polls), look.text)
    return line
  }

  private var life: [Line] {
    guard let lane = detail.run.watch?.lane, detail.run.watch?.task == record.id else { return [] }
    let picture = LifePicture(lane, from: record.created, to: detail.end, columns: columns)
    let unit = TimeText.compact(.nanoseconds(picture.scale.column))
    return [picture.line(look), Line("one column is \(unit)", look.dim)]
  }

  private var shares: [Line] {
    guard level.hasSteps else { return [Line("When it ran was not recorded.", look.dim)] }
    return detail.shares.map { activity, time, share in
      var line = Line("\(activity.glyph) ", look.style(of: activity))
      line.add(activity.word.padded(to: 9), look.text)
      line.add(TimeText.short(time).leftPadded(to: 7), look.strong)
      line.add(NumberText.percent(share).leftPadded(to: 6) + " ", look.dim)
      line.add(
        ProgressText.bar(
          share, columns: min(columns - line.width, 40), look.style(of: activity),
          rest: look.border))
      return line
    }
  }
}

// MARK: What happens to it

extension TaskDetailText {
  private var findings: [Line] {
    detail.findings.flatMap { finding in
      var line = Line("▲ \(finding.lint.rawValue)", look.bad)
      line.add("  since \(TimeText.shortClock(finding.since))", look.dim)
      return [line] + finding.evidence.wrapped(to: columns).map { Line($0, look.text) }
    }
  }

  private var cycle: [Line] {
    guard let cycle = detail.cycle else { return [] }
    return WaitCycleDrawing(cycle: cycle, analysis: analysis, look: look).lines(columns)
  }

  private var journey: [Line] {
    detail.journey?.steps.map { step in
      let time = step.after == .zero || step.state == .ahead ? "" : "+\(TimeText.short(step.after))"
      var line = Line(step.state.glyph, look.style(of: step.state))
      line.add(time.leftPadded(to: 8) + "  ", look.dim)
      line.add(step.text, step.state == .ahead ? look.dim : look.text)
      return line
    } ?? []
  }

  /// The newest first.
  private var events: [Line] {
    guard let watch = detail.run.watch, watch.task == record.id else { return [] }
    return watch.entries.reversed().map { entry in
      let sentence = EventSentence(entry)
      var line = Line(String(TimeText.clock(entry.event.instant).dropFirst(3)), look.dim)
      line.add(" \(sentence.tone.sign) \(sentence.text)", look.style(of: sentence.tone))
      return line
    }
  }
}

extension CancellationJourney.State {
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

extension Look {
  /// The style of a step's sign.
  func style(of state: CancellationJourney.State) -> Style {
    switch state {
    case .done: good
    case .going: style(of: .cleaningUp)
    case .ahead: dim
    case .missing: bad
    }
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// The two rows at the top: which run this is, and its progress. Every field has a fixed width, so
/// that nothing jumps.
struct HeaderBar {
  let run: ShownRun
  /// Events and frames per second of wall time.
  let rate: WallRate
  /// Whether this is drawn for a file, where rates of wall time have no meaning.
  let isStill: Bool

  func draw(in frame: inout Frame, _ box: Box) {
    for row in rows(in: box) { row.draw(in: &frame) }
  }

  /// The content of the rows, both to draw and to click.
  func rows(in box: Box) -> [TouchRow] {
    let (first, second) = box.inset(right: 1).splitTop(1)
    let identity = identity(first.columns)
    return [
      TouchRow(left: identity, right: origin(first.columns - identity.width - 2), box: first),
      TouchRow(left: progress(box.columns), right: rates(box.columns), box: second),
    ]
  }

  private func identity(_ columns: Int) -> TouchLine {
    var line = TouchLine()
    line.add(" weir ", .badge, .action(.page(.help)))
    line.add("  ", .text)
    line.add(
      HeaderBar.short(run.description.name, columns), .strong, .action(.page(.scenarios)))
    var rest = TouchLine()
    if run.start.clock == .real { rest.add("  real clock", .dim, .action(.page(.source))) }
    rest.add(form)
    if let program = run.source.program ?? run.start.program {
      let room = columns - line.width - rest.width - nameColumns
      line.add(about(program, columns, room))
    }
    line.add(rest)
    return line
  }

  /// How many columns are reserved for the name of a log, with the gap before it.
  private var nameColumns: Int {
    run.source.name.map { min(CharacterWidth.of($0), 16) + 2 } ?? 0
  }

  /// The preset and the pitfall, as far as they are known.
  private var form: TouchLine {
    var line = TouchLine()
    if let preset = run.start.preset {
      line.add("  ", .text)
      line.add(preset, .text, .command("preset "))
    }
    if let pitfall = run.pitfall {
      line.add("  ", .text)
      line.add("✗ pitfall \(pitfall)", .bad, .action(.run(.nextPitfall)))
    } else if run.knowsPitfall {
      line.add("  ", .text)
      line.add("✓ no pitfall", .good, .action(.run(.nextPitfall)))
    }
    return line
  }

  /// What is known about a watched program, as much of it as fits.
  private func about(_ program: WatchedProgram, _ columns: Int, _ room: Int) -> TouchLine {
    var parts: [String] = []
    if let name = program.name, name != run.description.name { parts.append(name) }
    if let pid = program.pid { parts.append("pid \(pid)") }
    parts.append(program.runtime ?? program.source)
    var line = TouchLine()
    for part in parts.map({ HeaderBar.short($0, columns) }) {
      guard line.width + 2 + CharacterWidth.of(part) <= room else { break }
      line.add("  ", .text)
      line.add(part, .text, .action(.page(.source)))
    }
    return line
  }

  /// Shortens a name: those of other programs can be of any length, and must leave room for each
  /// other.
  private static func short(_ name: String, _ columns: Int) -> String {
    let limit = max(columns / 4, 18)
    return CharacterWidth.of(name) > limit ? name.padded(to: limit) : name
  }

  /// The name of the log, as far as there is room, and the seed, if there is one and both fit.
  private func origin(_ room: Int) -> TouchLine {
    if let detail = ConnectionText(run).detail {
      var line = TouchLine()
      let columns = min(CharacterWidth.of(detail), max(room, 0))
      let style: Style = run.source.exit?.isSuccess == true ? .text : .warning
      line.add(detail.padded(to: columns), style, .action(.page(.source)))
      return line
    }
    guard let name = run.source.name else { return seed }
    let seed = seed
    let hasBoth = seed.width > 0 && CharacterWidth.of(name) + 2 + seed.width <= room
    var line = TouchLine()
    line.add(
      name.pathEnd(columns: hasBoth ? room - 2 - seed.width : max(room, 0)), .text,
      .action(.page(.source)))
    guard hasBoth else { return line }
    line.add("  ", .text)
    line.add(seed)
    return line
  }

  private var seed: TouchLine {
    var line = TouchLine()
    guard let seed = run.start.seed else { return line }
    line.add("seed ", .dim, .command("seed "))
    line.add("\(seed)", .text, .command("seed "))
    return line
  }

  /// How many events follow in a log that is still being written.
  private var unfollowed: TouchLine {
    var line = TouchLine()
    guard let count = run.unfollowedCount else { return line }
    line.add("\(NumberText.count(count)) new, End to follow  ", .warning, .action(.move(.last)))
    return line
  }

  private func progress(_ columns: Int) -> TouchLine {
    if let seek = run.seek, seek.isLong(beyond: run.newest) { return progress(of: seek) }
    if let share = run.repeatedShare { return progress(ofRepetition: share) }
    var line = TouchLine()
    let state = StateWord(run)
    line.add(" ", .text)
    line.add(
      state.text.padded(to: StateWord.columns) + " ", state.style,
      .action(.run(.pauseOrResume)))
    line.add(run.clock.text(run.instant), .strong, .command("goto "))
    line.add(zone.padded(to: 2), .dim, .command("goto "))
    let number = "#\(NumberText.exact(run.analysis.eventCount))"
    line.add(
      number.padded(to: max(number.count, HeaderBar.eventColumns)), .text,
      .command("goto #"))
    line.add(" ", .text)
    let isWide = columns >= widthForFrames
    line.add(
      speed(isWide: isWide).padded(to: isWide ? 13 : 6), .accent, .command("speed "))
    line.add(position)
    line.add(unfollowed)
    line.add(remarks)
    if let share = run.recording.catchUpShare {
      line.add(
        "○ REC \(NumberText.percent(min(share, 0.99)))", .warning, .action(.run(.toggleRecording)))
    } else if run.recording.path != nil {
      line.add("● REC", .bad, .action(.run(.toggleRecording)))
    }
    return line
  }

  /// `Z` if the times of day are those of UTC; those of the reader's clocks need no word.
  private var zone: String { run.clock.zone == "Z" ? "Z" : "" }

  /// The room for the number of events of a run of some hours.
  private static let eventColumns = 9

  /// From this number of columns on, there is room for the frames and for two speeds; a log needs
  /// more, since it also has a position and remarks.
  private var widthForFrames: Int { run.source.length == nil && run.source.kind != .log ? 98 : 116 }

  /// From this number of columns on, there is room for the events per second.
  private var widthForEvents: Int { run.source.kind == .simulation ? 70 : 98 }

  /// How much of a log has been shown, if its length is known; 100% only at its end.
  private var position: TouchLine {
    var line = TouchLine()
    guard let known = run.source.length else { return line }
    let length = max(known, run.continuesUntil ?? known)
    let share =
      length > .zero ? run.instant.seconds / length.seconds : run.isOver ? 1 : 0
    let shown = run.isOver ? share : min(share, 0.99)
    line.add("  ", .text)
    line.add(NumberText.percent(shown).leftPadded(to: 4), .text, .command("goto "))
    return line
  }

  /// The highest count that is shown.
  private static let mostRemarks = 999_000_000_000

  /// How often something was skipped, corrected or lost.
  private var remarks: TouchLine {
    var line = TouchLine()
    let remarks = run.remarks
    guard !remarks.isEmpty else { return line }
    let count = remarks.reduce(0) { sum, remark in
      let (next, isTooLarge) = sum.addingReportingOverflow(max(remark.count, 0))
      return isTooLarge ? .max : next
    }
    let lost = Int(clamping: run.history.losses.events)
    let isAllLost = lost > 0 && remarks.count == 1 && run.source.remarks.isEmpty
    let noun = isAllLost ? "event" : "remark"
    line.add("  ", .text)
    line.add(
      "\(NumberText.narrow(min(count, HeaderBar.mostRemarks))) \(noun)\(count == 1 ? "" : "s")"
        + (isAllLost ? " lost" : ""), .warning, .action(.page(.source)))
    return line
  }

  /// The progress of a seek; to the end of the run, the distance is unknown.
  private func progress(of seek: Seek) -> TouchLine {
    var line = TouchLine()
    line.add(" ► going ", .warning, .action(.screen(.back)))
    line.add(run.clock.text(run.newest.instant), .strong)
    if let target = text(of: seek.target) {
      let share = seek.progress(at: run.newest)
      line.add(" to \(target) ", .text, .command("goto "))
      let bar = ProgressText.bar(share, columns: 10, .accent, rest: .border)
      for span in bar.spans { line.add(span.text, span.style) }
      line.add(NumberText.percent(share).leftPadded(to: 4), .text)
    } else {
      line.add(" to the end", .text)
    }
    return line
  }

  /// The progress of the repetition of the run, for another future.
  private func progress(ofRepetition share: Double) -> TouchLine {
    var line = TouchLine()
    line.add(" ► repeating the run ", .warning, .action(.screen(.back)))
    let bar = ProgressText.bar(share, columns: 10, .accent, rest: .border)
    for span in bar.spans { line.add(span.text, span.style) }
    line.add(NumberText.percent(share).leftPadded(to: 4), .text)
    line.add("  Esc leaves it", .dim, .action(.screen(.back)))
    return line
  }

  /// The target of a seek; `nil` for the end of the run.
  private func text(of target: SeekTarget) -> String? {
    switch target {
    case .instant(let instant): instant == .endOfTime ? nil : run.clock.short(instant)
    case .event(let event): "#\(event)"
    case .share(let share): NumberText.percent(share)
    case .warning(let number): "warning \(number)"
    case .end, .cause: nil
    }
  }

  /// The requested speed. If the program can't keep up, the measured speed, followed by the
  /// requested one if there is room for both.
  private func speed(isWide: Bool) -> String {
    guard run.source.kind != .program || !run.source.isFollowing else { return "" }
    let requested = NumberText.speed(run.playback.speed)
    guard !isStill, let real = run.playback.gauge.shortfall(of: run.playback.speed) else {
      return requested
    }
    let measured = NumberText.measuredSpeed(real)
    return isWide ? "\(measured) of \(requested)" : measured
  }

  private func rates(_ columns: Int) -> TouchLine {
    let hasRates = showsWallRates && columns >= widthForEvents
    var line = hasRates ? wallRates(columns) : TouchLine()
    let count = run.findingCount
    line.add(
      "▲ \(NumberText.count(count))".padded(to: 4), count == 0 ? .dim : .bad,
      .action(.screen(.panel(.warnings))))
    return line
  }

  /// Rates of wall time have a meaning only while the run continues, and none in a picture for a
  /// file.
  private var showsWallRates: Bool {
    !isStill && (run.isMoving || run.seek != nil)
  }

  /// The events per second; on a wide screen, also the frames.
  private func wallRates(_ columns: Int) -> TouchLine {
    let events = NumberText.count(Int(rate.eventsPerSecond.rounded()))
    var line = TouchLine()
    line.add(events.leftPadded(to: 6), .text, .action(.screen(.panel(.events))))
    line.add(" events/s", .dim, .action(.screen(.panel(.events))))
    if columns >= widthForFrames, run.seek == nil { line.add(frames) }
    line.add("  ", .dim)
    return line
  }

  /// The frames drawn per second, or those skipped if the terminal is too slow.
  private var frames: TouchLine {
    var line = TouchLine()
    let skipped = rate.skippedPerSecond.rounded(.up)
    guard skipped == 0 else {
      line.add("\(Int(min(skipped, 999)))/s skipped".leftPadded(to: 13), .warning)
      return line
    }
    let drawn = Int(min(rate.framesPerSecond.rounded(), 999))
    line.add("\(drawn)".leftPadded(to: 4), .text)
    line.add(" frames/s", .dim)
    return line
  }
}

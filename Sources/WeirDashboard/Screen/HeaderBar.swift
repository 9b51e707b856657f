import WeirAnalysis
import WeirEvents
import WeirScreen

/// The two rows at the top: which run this is, and how it goes. Every field has its width, so that nothing jumps.
struct HeaderBar {
  let state: Dashboard
  let look: Look

  func draw(in frame: inout Frame, _ box: Box) {
    for row in rows(in: box) { row.draw(in: &frame) }
  }

  /// What stands in the rows: the same to be drawn and to be clicked.
  func rows(in box: Box) -> [TouchRow] {
    let (first, second) = box.inset(right: 1).splitTop(1)
    return [
      TouchRow(left: identity, right: seed, box: first),
      TouchRow(left: progress(box.columns), right: rates(box.columns), box: second),
    ]
  }

  private var identity: TouchLine {
    var line = TouchLine()
    let badge = Style(state.theme.background, on: state.theme.accent, .bold)
    line.add(" weir ", badge, .action(.help))
    line.add("  ", look.text)
    line.add(state.description.name, look.strong, .action(.chooseScenario))
    line.add("  ", look.text)
    line.add(state.start.preset ?? "", look.text, .command("preset "))
    line.add("  ", look.text)
    if let pitfall = state.pitfall {
      line.add("✗ pitfall \(pitfall)", look.bad, .action(.nextPitfall))
    } else {
      line.add("✓ no pitfall", look.good, .action(.nextPitfall))
    }
    return line
  }

  private var seed: TouchLine {
    var line = TouchLine()
    line.add("seed ", look.dim, .command("seed "))
    line.add(state.start.seed.map { "\($0)" } ?? "", look.text, .command("seed "))
    return line
  }

  private func progress(_ columns: Int) -> TouchLine {
    if let journey = state.journey, !journey.isStep { return way(journey) }
    var line = TouchLine()
    let run = runState
    line.add(" ", look.text)
    line.add("\(run.sign) \(run.word.padded(to: 9))", run.style, .action(.pauseOrGo))
    line.add(TimeText.clock(state.run.analysis.now), look.strong, .command("goto "))
    line.add("  ", look.text)
    let isWide = columns >= 76
    line.add(
      speed(isWide: isWide).padded(to: isWide ? 13 : 6), look.accent, .command("speed "))
    if let share = state.catchUpShare {
      line.add(
        "○ REC \(NumberText.percent(min(share, 0.99)))", look.warning, .action(.toggleRecording))
    } else if state.recordingPath != nil {
      line.add("● REC", look.bad, .action(.toggleRecording))
    }
    return line
  }

  /// How far the way to an instant has come; one to the run's own end has no length.
  private func way(_ journey: Journey) -> TouchLine {
    var line = TouchLine()
    line.add(" ► going ", look.warning, .action(.back))
    line.add(TimeText.clock(state.run.analysis.now), look.strong)
    if journey.target.nanoseconds == .max {
      line.add(" to the end", look.text)
    } else {
      let share = journey.progress(at: state.run.analysis.now)
      line.add(" to \(TimeText.shortClock(journey.target)) ", look.text, .command("goto "))
      let bar = ProgressText.bar(share, columns: 10, look.accent, rest: look.border)
      for span in bar.spans { line.add(span.text, span.style) }
      line.add(NumberText.percent(share).leftPadded(to: 4), look.text)
    }
    return line
  }

  /// The speed that was asked for; where the program can't keep up the real one, and with room for
  /// both also the former.
  private func speed(isWide: Bool) -> String {
    let asked = NumberText.speed(state.speed)
    guard !state.isStill, let real = state.speedGauge.shortfall(of: state.speed) else {
      return asked
    }
    let found = NumberText.realSpeed(real)
    return isWide ? "\(found) of \(asked)" : found
  }

  private var runState: (sign: String, word: String, style: Style) {
    switch state.run.analysis.state {
    case .finished: ("✓", "finished", look.good)
    case .stalled: ("✗", "stalled", look.bad)
    case .running: state.isPaused ? ("‖", "paused", look.warning) : ("►", "running", look.good)
    }
  }

  private func rates(_ columns: Int) -> TouchLine {
    var line = showsWallRates ? wallRates(columns) : TouchLine()
    let count = state.run.analysis.foldedFindings.count
    line.add(
      "▲ \(NumberText.count(count))".padded(to: 4), count == 0 ? look.dim : look.bad,
      .action(.panel(.warnings)))
    return line
  }

  /// Rates of wall time say something only while the run goes on, and nothing in a picture for a
  /// file.
  private var showsWallRates: Bool {
    !state.isStill && (state.isMoving || state.journey != nil)
  }

  /// On a narrow screen without the frames.
  private func wallRates(_ columns: Int) -> TouchLine {
    let events = NumberText.count(Int(state.wallRate.eventsPerSecond.rounded()))
    var line = TouchLine()
    line.add(events.leftPadded(to: 6), look.text, .action(.panel(.events)))
    line.add(" events/s", look.dim, .action(.panel(.events)))
    if columns >= 76, state.journey == nil { line.add(frames) }
    line.add("  ", look.dim)
    return line
  }

  /// How many frames there are a second; how many are not, where the terminal is too slow for all.
  private var frames: TouchLine {
    var line = TouchLine()
    let skipped = state.wallRate.skippedPerSecond.rounded(.up)
    guard skipped == 0 else {
      line.add("\(Int(min(skipped, 999)))/s skipped".leftPadded(to: 13), look.warning)
      return line
    }
    let drawn = Int(min(state.wallRate.framesPerSecond.rounded(), 999))
    line.add("\(drawn)".leftPadded(to: 4), look.text)
    line.add(" frames/s", look.dim)
    return line
  }
}

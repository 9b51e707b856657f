import WeirTrace

/// The two rows at the top: which run this is, and how it goes. Every field has its width, so that nothing jumps.
struct HeaderBar {
  let state: Dashboard
  let look: Look

  func draw(in frame: inout Frame, _ box: Box) {
    write(identity, seed, in: &frame, box, row: box.row)
    write(progress, rates(box.columns), in: &frame, box, row: box.row + 1)
  }

  private func write(
    _ left: Line, _ right: Line, in frame: inout Frame, _ box: Box, row: Int
  ) {
    let right = right.fitted(to: box.columns - 1)
    let room = box.columns - right.width - 2
    frame.write(left, at: box.column, row, limit: max(room, 0))
    frame.write(right, at: box.endColumn - right.width - 1, row, limit: right.width)
  }

  private var identity: Line {
    var line = Line(" weir ", Style(state.theme.background, on: state.theme.accent, .bold))
    line.add("  \(state.description.name)", look.strong)
    line.add("  \(state.specification.preset)", look.text)
    if let pitfall = state.pitfall {
      line.add("  ✗ pitfall \(pitfall)", look.bad)
    } else {
      line.add("  ✓ no pitfall", look.good)
    }
    return line
  }

  private var seed: Line {
    var line = Line("seed ", look.dim)
    line.add("\(state.specification.seed)", look.text)
    return line
  }

  private var progress: Line {
    var line = Line(" ", look.text)
    if let journey = state.journey { return way(journey) }
    let run = runState
    line.add("\(run.sign) \(run.word.padded(to: 9))", run.style)
    line.add(TimeText.clock(state.run.analysis.now), look.strong)
    line.add("  \(speed)", look.accent)
    if state.recordingPath != nil { line.add(" ● REC", look.bad) }
    return line
  }

  /// How far the way to an instant has come; one to the run's own end has no length.
  private func way(_ journey: Journey) -> Line {
    var line = Line(" ► going ", look.warning)
    line.add(TimeText.clock(state.run.analysis.now), look.strong)
    if journey.target.nanoseconds == .max {
      line.add(" to the end", look.text)
    } else {
      let share = journey.progress(at: state.run.analysis.now)
      line.add(" to \(TimeText.shortClock(journey.target)) ", look.text)
      line.add(ProgressText.bar(share, columns: 10, look.accent, rest: look.border))
      line.add(NumberText.percent(share).leftPadded(to: 4), look.text)
    }
    return line
  }

  /// The speed that was asked for, and before it the real one where the program can't keep up.
  private var speed: String {
    let asked = NumberText.speed(state.speed)
    guard !state.isStill, let real = state.speedGauge.shortfall(of: state.speed) else {
      return asked.padded(to: 6)
    }
    return "\(NumberText.realSpeed(real)) of \(asked)"
  }

  private var runState: (sign: String, word: String, style: Style) {
    switch state.run.analysis.state {
    case .finished: ("✓", "finished", look.good)
    case .stalled: ("✗", "stalled", look.bad)
    case .running: state.isPaused ? ("‖", "paused", look.warning) : ("►", "running", look.good)
    }
  }

  private func rates(_ columns: Int) -> Line {
    var line = state.isStill ? Line() : wallRates(columns)
    let count = state.run.analysis.findings.count
    line.add("▲ \(NumberText.count(count))".padded(to: 4), count == 0 ? look.dim : look.bad)
    return line
  }

  /// On a narrow screen without the frames.
  private func wallRates(_ columns: Int) -> Line {
    let events = NumberText.count(Int(state.wallRate.eventsPerSecond.rounded()))
    let frames = "\(Int(min(state.wallRate.framesPerSecond.rounded(), 999)))"
    var line = Line(events.leftPadded(to: 6), state.isPaused ? look.dim : look.text)
    line.add(" events/s", look.dim)
    if columns >= 76, state.journey == nil {
      line.add(frames.leftPadded(to: 5), look.text)
      line.add(" frames/s", look.dim)
    }
    line.add("  ", look.dim)
    return line
  }
}

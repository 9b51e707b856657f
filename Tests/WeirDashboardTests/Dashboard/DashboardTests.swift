import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct DashboardTests {
  private var dashboard = Sample.dashboard(after: 3)

  private mutating func press(_ keys: Key...) -> [Command] {
    keys.flatMap { dashboard.handle(.terminal(.keyPressed($0))) }
  }

  private mutating func press(_ text: String) -> [Command] {
    text.flatMap { dashboard.handle(.terminal(.keyPressed(.character($0)))) }
  }

  @Test mutating func `space pauses the run, and continues it while it is paused`() {
    #expect(press(" ") == [.pause])
    _ = dashboard.handle(.run(.pauseChanged(isPaused: true)))
    #expect(press(" ") == [.resume])
  }

  @Test mutating func `keys pressed before the run answers take effect`() {
    #expect(press("++-  ") == [.setSpeed(2), .setSpeed(4), .setSpeed(2), .pause, .resume])
  }

  @Test mutating func `a step pauses the run first`() {
    #expect(press(".") == [.pause, .step])
    _ = dashboard.handle(.run(.pauseChanged(isPaused: true)))
    #expect(press(".") == [.step])
  }

  @Test mutating func `speeds double and halve within limits`() {
    #expect(press("+") == [.setSpeed(2)])
    _ = dashboard.handle(.run(.speedChanged(SpeedRange.range.upperBound / 2)))
    #expect(dashboard.notice == nil)
    #expect(press("+") == [.setSpeed(65536)])
    #expect(dashboard.notice?.text == "Already at the highest speed.")
    #expect(press("+") == [])
    #expect(press("-") == [.setSpeed(32768)])
    #expect(press("=") == [.setSpeed(1)])
    _ = dashboard.handle(.run(.speedChanged(0.0015)))
    #expect(press("--") == [.setSpeed(0.001)])
    #expect(dashboard.notice?.text == "Already at the lowest speed.")
  }

  private mutating func end() {
    let batch = EventBatch(events: [], now: dashboard.run.analysis.now, state: .finished)
    _ = dashboard.handle(.batchArrived(batch))
  }

  @Test mutating func `a run that has ended neither steps nor pauses, and says how to restart`() {
    end()
    #expect(press(" .") == [])
    #expect(!dashboard.run.playback.isPaused)
    #expect(
      dashboard.notice?.text == "The run has ended. x restarts it with these knobs.")
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.notice == nil)
  }

  @Test mutating func `the end of a recording is still reported after a restart`() {
    _ = dashboard.handle(.run(.recordingStarted(path: "a.weirlog")))
    _ = dashboard.handle(.run(.recordingStopped))
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.notice?.text == "Recorded to a.weirlog.")
  }

  @Test mutating func `a recording that catches up can be given up with its key and with Esc`() {
    #expect(press("r") == [.startRecording(path: nil)])
    #expect(press("r") == [.stopRecording])
    _ = dashboard.handle(.run(.recordingCaughtUp(share: 0.42)))
    #expect(press(.escape) == [.stopRecording])
    _ = dashboard.handle(.run(.recordingGivenUp(path: "a.weirlog")))
    #expect(dashboard.notice?.text == "The recording to a.weirlog was given up.")
    #expect(press(.escape) == [])
    #expect(press("r") == [.startRecording(path: nil)])
    _ = dashboard.handle(.run(.recordingFailed(message: "No. Why.")))
    #expect(press("r") == [.startRecording(path: nil)])
    _ = dashboard.handle(.run(.recordingStarted(path: "b.weirlog")))
    #expect(press("r") == [.stopRecording])
  }

  @Test(arguments: [
    DashboardInput.run(.recordingStopped), .runStarted(RunStart(Sample.specification)),
    .run(.recordingGivenUp(path: nil)), .run(.recordingGivenUp(path: "a")),
    .run(.recordingFailed(message: "No. Why.")), .run(.recordingStarted(path: "a")),
  ])
  mutating func `once a recording no longer catches up, Esc has its other meanings again`(
    end: DashboardInput
  ) {
    #expect(press("r") == [.startRecording(path: nil)])
    _ = dashboard.handle(end)
    #expect(dashboard.run.recording.catchUpShare == nil)
    #expect(press(.escape) == [])
  }

  @Test mutating func `the notice about a recording that had no file yet has no name`() {
    _ = press("r")
    _ = dashboard.handle(.run(.recordingGivenUp(path: nil)))
    #expect(dashboard.notice?.text == "The recording was given up.")
  }

  @Test mutating func `a run that is refused is no longer awaited`() {
    _ = press(.character(":"))
    _ = press("scenario pool")
    _ = press(.enter)
    _ = dashboard.handle(.run(.refused(message: "It can't begin. Choose another one.")))
    #expect(dashboard.run.pending == nil)
    #expect(dashboard.notice?.text == "It can't begin. Choose another one.")
  }

  @Test mutating func `until another scenario begins, events go to the run that continues`() {
    let former = dashboard.model.start
    _ = press(.character(":"))
    _ = press("scenario pool")
    _ = press(.enter)
    #expect(dashboard.start.scenario == "pool" && dashboard.model.start == former)
    let before = dashboard.model.analysis.eventCount
    let folded = dashboard.fold(SampleRun.batch(until: 2))
    #expect(dashboard.model.analysis.eventCount == before + folded.events.count)
    #expect(dashboard.run.analysis.eventCount == 0 && folded.digest.eventCount > 0)
    let next = dashboard.start
    _ = dashboard.handle(.runStarted(next))
    #expect(dashboard.model.start == next && dashboard.model.analysis.eventCount == 0)
  }

  @Test mutating func `b steps through the pitfalls and back to the right form`() {
    let switches = press("bbb")
    #expect(
      switches == [
        .send(.pitfallSwitched("no-task-done")), .send(.pitfallSwitched("no-cancel")),
        .send(.pitfallSwitched(nil)),
      ])
  }

  @Test mutating func `a restart keeps the present knobs and pitfall`() {
    _ = press(.right)
    _ = press("b")
    var expected = Sample.specification
    expected.parameters[0].value = .count(5)
    expected.pitfall = "no-task-done"
    #expect(press("x") == [.restart(expected, newSeed: false)])
    #expect(press("X") == [.restart(expected, newSeed: true)])
  }

  @Test mutating func `the next preset brings its own values`() {
    guard case .restart(let next, false) = press("p").first else {
      Issue.record("no restart")
      return
    }
    #expect(next.preset == "guide" && next.parameters[0].value == .count(1))
  }

  @Test mutating func `a new run forgets the old one`() {
    _ = press(.down, .right)
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.run.analysis.eventCount == 0)
    #expect(dashboard.run.knobs.values == Sample.dashboard().run.knobs.values)
    #expect(dashboard.panels.knobs.selected == 1)
  }

  @Test mutating func `r starts and stops a recording`() {
    #expect(press("r") == [.startRecording(path: nil)])
    _ = dashboard.handle(.run(.recordingStarted(path: "a.weirlog")))
    #expect(press("r") == [.stopRecording])
    _ = dashboard.handle(.run(.recordingFailed(message: "The disk is full. Make room.")))
    #expect(press("r") == [.startRecording(path: nil)])
    #expect(dashboard.notice?.text == "The disk is full. Make room.")
  }

  @Test mutating func `a notice disappears after some seconds`() {
    _ = dashboard.handle(.noticeShown("hello"))
    _ = dashboard.handle(.frameDue(secondsPassed: 4))
    #expect(dashboard.notice != nil)
    _ = dashboard.handle(.frameDue(secondsPassed: 2))
    #expect(dashboard.notice == nil)
  }

  @Test mutating func `t steps through the themes and starts over`() {
    #expect(press("t") == [.selectTheme("weir-light")])
  }

  @Test mutating func `a broken theme is reported, and t still reaches the one after it`() {
    dashboard.options.themes = ["weir-dark", "broken", "weir-light"]
    #expect(press("t") == [.selectTheme("broken")])
    _ = dashboard.handle(.noticeShown("broken.yaml:3: base01 is missing. Fix the line."))
    #expect(dashboard.theme.theme == Sample.theme)
    #expect(press("t") == [.selectTheme("weir-light")])
    let light = Theme(name: "weir-light", scheme: .weirLight)
    _ = dashboard.handle(.themeChanged(light))
    #expect(dashboard.theme.theme == light)
    #expect(dashboard.notice?.text == "The theme is Weir Light.")
    #expect(press("t") == [.selectTheme("weir-dark")])
  }

  @Test(arguments: [Size(columns: 20, rows: 5), Size(columns: 0, rows: 0)])
  mutating func `a screen that is too small handles only quit and a larger size`(size: Size) {
    _ = dashboard.handle(.terminal(.resized(size)))
    let before = dashboard.run.knobs.values
    #expect(press("bxXpr+. m") == [])
    #expect(press(.right, .enter, .character("/")) == [])
    #expect(dashboard.run.knobs.values == before && dashboard.panels.knobs.editor == nil)
    #expect(press("q") == [.quit] && press(.control("c")) == [.quit])
  }

  @Test mutating func `a signal to end always quits`() {
    _ = press(.enter)
    #expect(dashboard.handle(.terminal(.endRequested(signal: 15))) == [.quit])
  }

  @Test mutating func `while a value is typed, letters are text, not keys`() {
    #expect(press(.enter) == [])
    #expect(press("qx") == [])
    #expect(dashboard.panels.knobs.editor?.text == "qx")
  }

  @Test mutating func `Tab cycles through panels and time line, and Esc returns to the knobs`() {
    var seen: [Panel?] = []
    for _ in 0..<8 {
      _ = press(.tab)
      seen.append(dashboard.places.timeLine.isFocused ? nil : dashboard.places.focus)
    }
    #expect(seen == [.events, .warnings, nil, .flow, .depth, .tasks, .timeouts, .knobs])
    _ = press(.shiftTab, .escape)
    #expect(dashboard.places.focus == .knobs)
  }

  @Test mutating func `a panel without a place opens over the whole screen`() {
    _ = press("8")
    #expect(dashboard.layout.places.map(\.panel) == [.latency])
    _ = press(.escape)
    #expect(dashboard.layout.places.count == 7)
  }

  @Test mutating func `arrows act on knobs unless the panel scrolls`() {
    _ = press("2")
    _ = press(.down, .down)
    #expect(dashboard.panels.knobs.selected == 2)
    _ = press("3")
    _ = press(.down, .down)
    #expect(dashboard.panels.knobs.selected == 2)
    #expect(dashboard.panels.tasks.chosen == dashboard.listedTasks[1])
    #expect(press(.right) == [.send(.parameterChanged(name: "capacity", value: .count(17)))])
  }

  @Test mutating func `new events do not move a list that is scrolled back`() {
    _ = press("6")
    _ = press(.up, .up, .up)
    let before = eventRows.dropLast()
    let events = [Event(dashboard.run.analysis.now, .input(.markerSet(name: Symbol("here"))))]
    let batch = EventBatch(events: events, now: dashboard.run.analysis.now, state: .running)
    _ = dashboard.handle(.batchArrived(batch))
    // The last row shows how many are newer.
    #expect(eventRows.dropLast() == before)
  }

  /// The inside of the events panel at 80x24.
  private var eventRows: [String] {
    let rows = Sample.frame(dashboard, 80, 24).text.split(separator: "\n")
    return rows[19..<22].map { String($0.prefix(48)) }
  }

  @Test mutating func `a click on a knob chooses it`() {
    guard let box = dashboard.layout.box(of: .knobs)?.inner else { return }
    let point = Point(column: box.column + 3, row: box.row + 2)
    _ = dashboard.handle(.terminal(.mouseUsed(.clicked(point))))
    #expect(dashboard.chosenKnob?.name == "capacity")
  }

  @Test mutating func `the filter shows while it is typed`() {
    _ = press("/took")
    #expect(dashboard.run.history.tail.filter.text == "took")
    _ = press(.enter)
    #expect(press("q") == [.quit])
    _ = press(.escape)
    #expect(dashboard.run.history.tail.filter.isEmpty)
  }

  @Test mutating func `markers have numbers`() {
    #expect(press("mm") == [.send(.markerSet("mark-1")), .send(.markerSet("mark-2"))])
    #expect(dashboard.notice?.text == "mark-2 is set at 00:03.0.")
  }

  @Test mutating func `a trigger is sent to the run, and a notice says what it does`() {
    #expect(press("g") == [.send(.triggered("rush"))])
    #expect(dashboard.notice?.text == "rush: Each producer makes ten items at once.")
  }

  @Test mutating func `each trigger has its key, however often it is pressed`() {
    #expect(press("G") == [])
    #expect(dashboard.notice?.text == "This scenario has no more triggers.")
    dashboard.describe {
      $0.triggers.append(.init(name: "lull", summary: "Nobody makes anything."))
    }
    #expect(press("gGgg") == ["rush", "lull", "rush", "rush"].map { .send(.triggered($0)) })
    dashboard.notice = nil
    #expect(Sample.frame(dashboard, 120, 24).text.contains("g rush  G lull"))
    _ = press("?")
    #expect(Sample.frame(dashboard, 120, 50).text.contains("Fire lull"))
  }

  @Test mutating func `with a pitfall enabled, the footer offers the right form first`() {
    #expect(press("b") == [.send(.pitfallSwitched("no-task-done"))])
    #expect(Sample.frame(dashboard, 80, 24).text.contains("Space pause  b next pitfall"))
    _ = press("b")
    #expect(Sample.frame(dashboard, 80, 24).text.contains("Space pause  b right form"))
  }

  @Test mutating func `without triggers, the key says so and the footer has none`() {
    #expect(Sample.frame(dashboard, 100, 24).text.contains("g rush"))
    dashboard.describe { $0.triggers = [] }
    #expect(!Sample.frame(dashboard, 100, 24).text.contains("g rush"))
    #expect(press("g") == [])
    #expect(dashboard.notice?.text == "This scenario has no triggers.")
  }

  @Test mutating func `another scenario begins with its first preset and the same seed`() {
    #expect(press("s") == [.preview(scenario: "producer-consumer")])
    #expect(press(.down) == [.preview(scenario: "pool")])
    let expected = RunSpecification(
      scenario: "pool", preset: "live", seed: 42,
      parameters: [
        .init(name: "pool-size", value: .count(3)), .init(name: "requests", value: .unlimited),
      ])
    #expect(press(.enter) == [.restart(expected, newSeed: false)])
    #expect(dashboard.description == Sample.other && dashboard.scenarioPage == nil)
    #expect(dashboard.chosenKnob?.name == "pool-size")
    #expect(press(.right) == [.send(.parameterChanged(name: "pool-size", value: .count(4)))])
    #expect(press("b") == [.send(.pitfallSwitched("leak"))])
  }

  @Test mutating func `events of the old scenario are discarded until the new one has begun`() {
    _ = press("s")
    _ = press(.down, .enter)
    var run = SampleRun()
    _ = dashboard.handle(.batchArrived(run.batch(until: 2)))
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(dashboard.run.analysis.eventCount == 0 && dashboard.description == Sample.other)
    _ = dashboard.handle(.runStarted(dashboard.start))
    _ = dashboard.handle(.batchArrived(run.batch(until: 3)))
    #expect(dashboard.run.analysis.eventCount > 0)
  }

  @Test mutating func `a preview is requested once, and drawn`() {
    _ = press("s")
    _ = dashboard.handle(
      .scenarioPreviewed(name: "producer-consumer", SampleRun.batch(until: 8)))
    #expect(Sample.frame(dashboard, 80, 24).text.contains("intake"))
    _ = press(.escape)
    #expect(dashboard.scenarioPage == nil)
    #expect(press("s") == [])
  }

  @Test mutating func `a panel that has nothing to show leaves its place to others`() {
    _ = press("s")
    _ = press(.down, .enter)
    _ = dashboard.handle(.runStarted(dashboard.start))
    let main = Event(
      .zero, .task(TaskID(1), .created(name: Label("main"), role: Symbol("main"), parent: .none)))
    _ = dashboard.handle(.batchArrived(.init(events: [main], now: .zero, state: .running)))
    #expect(
      Set(dashboard.layout.places.map(\.panel)) == [
        .flow, .depth, .tasks, .events, .knobs, .warnings,
      ])
  }
}

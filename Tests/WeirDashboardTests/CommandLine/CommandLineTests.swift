import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct CommandLineTests {
  private var dashboard = Sample.dashboard(after: 3)

  private mutating func press(_ keys: Key...) -> [Command] {
    keys.flatMap { dashboard.handle(.terminal(.keyPressed($0))) }
  }

  /// Types a command and Enter.
  private mutating func run(_ text: String) -> [Command] {
    (type(":" + text) + press(.enter)).filter { command in
      if case .keep = command { return false }
      return true
    }
  }

  private mutating func type(_ text: String) -> [Command] {
    text.flatMap { dashboard.handle(.terminal(.keyPressed(.character($0)))) }
  }

  private var typed: String? { dashboard.typedLine?.text }

  private var error: String? { dashboard.commandEntry?.error }

  private func seconds(_ seconds: Int64) -> VirtualInstant {
    VirtualInstant(nanoseconds: seconds * 1_000_000_000)
  }

  @Test func `the names of commands are unique, and each example works`() {
    let names = TypedCommand.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    #expect(Set(TypedCommand.all.map(\.action)) == Set(TypedCommand.Action.allCases))
    for command in TypedCommand.all {
      #expect(command.example == command.name || command.example.hasPrefix(command.name + " "))
      #expect(!command.help.hasSuffix("."))
    }
  }

  @Test mutating func `export keeps an open page, and every other command closes it`() {
    _ = press(.character("?"))
    let picture = dashboard.picture(of: Size(columns: 80, rows: 24)).text
    #expect(picture.contains("Help"))
    #expect(run("export help.svg") == [.export(.picture, path: "help.svg")])
    #expect(dashboard.picture(of: Size(columns: 80, rows: 24)).text == picture)
    _ = run("mark")
    #expect(dashboard.overlay == nil)
    _ = run("help")
    #expect(dashboard.help != nil)
  }

  @Test func `an exported picture does not depend on when frames were drawn`() {
    func picture(_ before: Double, _ after: Double) -> String {
      var dashboard = Sample.dashboard(after: 5)
      let size = Size(columns: 120, rows: 40)
      _ = dashboard.handle(.terminal(.resized(size)))
      _ = dashboard.handle(.frameDue(secondsPassed: before))
      var run = SampleRun(deadline: .seconds(4))
      _ = run.batch(until: 5)
      _ = dashboard.fold(run.batch(until: 15))
      _ = dashboard.handle(.frameDue(secondsPassed: after))
      return dashboard.picture(of: size).text
    }
    #expect(picture(1, 0.01) == picture(0.01, 1))
  }

  @Test mutating func `an exported picture shows no wall time`() {
    _ = dashboard.handle(.run(.pauseChanged(isPaused: true)))
    let size = Size(columns: 120, rows: 40)
    let picture = dashboard.picture(of: size).text
    #expect(!picture.contains("frames/s") && picture.contains("▲ 0"))
    for seconds in [0.1, 0.7, 0.01] { _ = dashboard.handle(.frameDue(secondsPassed: seconds)) }
    _ = dashboard.handle(.noticeShown("hello"))
    #expect(dashboard.picture(of: size).text == picture)
    #expect(Sample.frame(dashboard, 120, 40).text.contains("hello"))
  }

  @Test mutating func `each command has its effect`() {
    let knob = RunInput.parameterChanged(name: "consumers", value: .count(6))
    #expect(run("set consumers 6") == [.send(knob)])
    #expect(run("set consumers=7").count == 1 && run("consumers 6").count == 1)
    #expect(run("goto 8s") == [.goTo(.instant(seconds(8)))])
    #expect(run("goto -1s") == [.goTo(.instant(seconds(7)))])
    #expect(run("goto start") == [.goTo(.instant(.zero))])
    #expect(run("pitfall no-cancel") == [.send(.pitfallSwitched("no-cancel"))])
    #expect(run("pitfall none") == [.send(.pitfallSwitched(nil))])
    #expect(run("trigger rush") == [.send(.triggered("rush"))])
    #expect(run("speed 4") == [.setSpeed(4)] && run("speed ×0.5") == [.setSpeed(0.5)])
    #expect(run("mark") == [.send(.markerSet("mark-1"))])
    #expect(run("mark the burst") == [.send(.markerSet("the burst"))])
    #expect(run("record") == [.startRecording(path: nil)])
    #expect(run("record a b.jsonl") == [.startRecording(path: "a b.jsonl")])
    #expect(run("export x.txt") == [.export(.text, path: "x.txt")])
    #expect(run("export x.y.SVG") == [.export(.picture, path: "x.y.SVG")])
    #expect(run("theme weir-light") == [.selectTheme("weir-light")])
    #expect(run("q") == [.quit] && run("quit") == [.quit])
  }

  @Test mutating func `a restart by a command keeps the knobs, or sets those of the preset`() {
    _ = run("producers 9")
    guard case .restart(let next, false) = run("seed 7").first else {
      Issue.record("no restart")
      return
    }
    #expect(next.seed == 7 && next.parameters[0].value == .count(9))
    guard case .restart(let guide, false) = run("preset guide").first else {
      Issue.record("no restart")
      return
    }
    #expect(guide.preset == "guide" && guide.parameters[0].value == .count(1))
    guard case .restart(let other, false) = run("scenario pool").first else {
      Issue.record("no restart")
      return
    }
    #expect(other.scenario == "pool" && dashboard.description.name == "pool")
  }

  @Test mutating func `pause and go do nothing if the run is already paused or running`() {
    #expect(run("pause") == [.pause] && run("pause") == [])
    #expect(run("go") == [.resume] && run("go") == [])
  }

  private func place(_ event: Int, _ instant: VirtualInstant) -> RunPosition {
    RunPosition(event: event, instant: instant)
  }

  @Test mutating func `a step back pauses without a notice, and further ones count from there`() {
    let (count, now) = (dashboard.run.position.event, dashboard.run.now)
    #expect(type(",") == [.goTo(.event(count - 1))] && dashboard.run.playback.isPaused)
    #expect(type(",") == [.goTo(.event(count - 2))])
    _ = dashboard.handle(
      .run(.seekEnded(Arrival(target: .event(count - 1), position: place(count - 1, now)))))
    #expect(dashboard.run.seek != nil)
    _ = dashboard.handle(
      .run(.seekEnded(Arrival(target: .event(count - 2), position: place(count - 2, now)))))
    #expect(dashboard.run.seek == nil && dashboard.notice == nil)
  }

  @Test mutating func `there is no step back before the first event`() {
    var start = Sample.dashboard()
    #expect(start.handle(.terminal(.keyPressed(.character(",")))) == [])
    #expect(start.notice?.text == "Nothing has happened before this.")
  }

  @Test mutating func `marker keys lead back and forth`() {
    let events = [1, 2].map { Event(seconds($0), .input(.markerSet(name: Symbol("m\($0)")))) }
    _ = dashboard.handle(
      .batchArrived(EventBatch(events: events, now: seconds(4), state: .running)))
    #expect(type("[") == [.goTo(.instant(seconds(2)))])
    // Counted from where the seek leads.
    #expect(type("[") == [.goTo(.instant(seconds(1)))])
    #expect(type("[") == [])
    #expect(type("]") == [.goTo(.instant(seconds(2)))])
    #expect(type("]") == [])
  }

  @Test mutating func `during a seek, go ends the seek and resumes the run`() {
    #expect(run("pause") == [.pause])
    #expect(run("goto 60s") == [.goTo(.instant(seconds(60)))])
    #expect(run("go") == [.resume] && !dashboard.run.playback.isPaused)
  }

  @Test mutating func `a command has priority over a knob with the same name`() {
    dashboard.describe { $0.knobs[0].name = "pause" }
    #expect(run("pause") == [.pause])
  }

  @Test(arguments: ["start", "8s", "burst"])
  mutating func `a marker can't have a name that already means an instant`(name: String) {
    let event = Event(seconds(2), .input(.markerSet(name: Symbol("burst"))))
    _ = dashboard.handle(
      .batchArrived(EventBatch(events: [event], now: seconds(4), state: .running)))
    #expect(run("mark \(name)") == [])
    #expect(error == "'\(name)' already means an instant. Give the marker another name.")
  }

  @Test
  mutating func `a filter applies to the list in focus, else to the tasks, and says to which`() {
    dashboard.places.focus = .events
    #expect(run("filter took") == [.lookFor(EventInterest(filter: "took"))])
    #expect(dashboard.run.history.tail.filter.text == "took" && dashboard.places.focus == .events)
    #expect(
      dashboard.notice?.text
        == "Events is filtered by “took”. Type filter alone to remove it.")
    #expect(run("filter") == [.lookFor(.none)] && dashboard.run.history.tail.filter.isEmpty)
  }

  @Test(arguments: Panel.allCases.filter { $0 != .events })
  mutating func `from any panel but Events a filter applies to the tasks`(panel: Panel) {
    dashboard.places.focus = panel
    #expect(run("filter role:worker") == [])
    #expect(dashboard.panels.tasks.filter.text == "role:worker" && dashboard.places.focus == .tasks)
    #expect(dashboard.run.history.tail.filter.isEmpty)
    #expect(dashboard.notice?.text.hasPrefix("Tasks is filtered by") == true)
    #expect(run("filter") == [] && dashboard.panels.tasks.filter.isEmpty)
    #expect(dashboard.notice?.text == "Tasks shows everything again.")
  }

  @Test mutating func `without a list in focus an empty filter removes all filters`() {
    dashboard.places.focus = .events
    _ = run("filter took")
    dashboard.places.focus = .knobs
    _ = run("filter role:consumer")
    dashboard.places.focus = .knobs
    #expect(run("filter") == [.lookFor(.none)])
    #expect(dashboard.run.history.tail.filter.isEmpty && dashboard.panels.tasks.filter.isEmpty)
  }

  @Test mutating func `a filter with an unknown state is reported`() {
    _ = run("filter state:wating")
    #expect(dashboard.notice?.isProblem == true)
  }

  @Test mutating func `the help command opens the help without asking the program`() {
    #expect(run("help") == [] && dashboard.help != nil)
  }

  @Test
  mutating func
    `layouts are chosen by key and name, and the focus leaves a hidden panel for the knobs`()
  {
    _ = press(.character("3"))
    #expect(run("layout quiet") == [])
    #expect(dashboard.places.focus == .knobs)
    #expect(dashboard.layout.places.map(\.panel) == [.flow, .warnings, .events, .knobs])
    #expect(
      dashboard.notice?.text == "Layout quiet: Large Flow, Events and Knobs.")
    _ = press(.character("l"))
    #expect(dashboard.places.preset == .standard)
    _ = press(.character("L"), .character("L"))
    #expect(dashboard.places.preset == .graphs)
  }

  @Test mutating func `an unambiguous prefix of a name is enough`() {
    #expect(run("got 8s") == [.goTo(.instant(seconds(8)))])
    #expect(run("th weir-light") == [.selectTheme("weir-light")])
  }

  @Test(arguments: [
    ("gto 8s", "There is no command 'gto'. Did you mean 'goto'?"),
    ("zzz", "There is no command 'zzz'. Type help to see all."),
    ("p", "'p' can mean pause or pitfall or preset. Type more letters."),
    ("goto", "goto needs an argument. Type goto PLACE, for example goto 8s."),
    (
      "goto 8",
      """
      '8' is not a place in the run. Type one such as 8s, +5s, 1:30, 40%, #1200, warning 3, end or a \
      marker.
      """
    ),
    ("goto warning 9", "There is no warning 9. None has been raised."),
    (
      "goto warning",
      """
      'warning' is not a place in the run. Type one such as 8s, +5s, 1:30, 40%, #1200, warning 3, \
      end or a marker.
      """
    ),
    ("pause now", "pause takes no argument. Type it alone."),
    ("theme weir-lihgt", "There is no theme 'weir-lihgt'. Did you mean 'weir-light'?"),
    ("theme zzz", "There is no theme 'zzz'. Type one of weir-dark, weir-light."),
    ("scenario poool", "There is no scenario 'poool'. Did you mean 'pool'?"),
    ("preset life", "There is no preset 'life'. Did you mean 'live'?"),
    ("pitfall x", "There is no pitfall 'x'. Type one of no-task-done, no-cancel, none."),
    ("trigger ruhs", "There is no trigger 'ruhs'. Did you mean 'rush'?"),
    ("set consumer 6", "There is no knob 'consumer'. Did you mean 'consumers'?"),
    (
      "set consumers",
      "set needs an argument. Type set KNOB VALUE, for example set consumers 6."
    ),
    (
      "consumers 99",
      "The knob 'consumers' can't be set to '99', which is out of range. Give a value from 1 to 64."
    ),
    ("seed -1", "'-1' is not a seed. Type a whole number from 0 to 18446744073709551615."),
    ("speed 0", "'0' is not a speed. Type a number from 0.001 to 65536."),
    ("speed nan", "'nan' is not a speed. Type a number from 0.001 to 65536."),
    (
      "export screen", "'screen' has no known ending. Type a name that ends in .svg or .txt."
    ),
    ("record off", "Nothing is being recorded. Type record to start."),
  ])
  mutating func `a wrong command is reported, does nothing, and stays so that it can be fixed`(
    text: String, message: String
  ) {
    #expect(run(text) == [])
    #expect(error == message)
    #expect(typed == text)
    _ = press(.backspace)
    #expect(error == nil && typed == String(text.dropLast()))
  }

  @Test mutating func `Escape closes the command line, and so does Backspace in an empty one`() {
    _ = type(":got")
    #expect(press(.escape) == [] && typed == nil)
    _ = type(":g")
    _ = press(.backspace)
    #expect(typed == "")
    _ = press(.backspace)
    #expect(typed == nil)
    #expect(run("") == [] && typed == nil)
  }

  @Test mutating func `Tab cycles through the candidates, and accepts a single one at once`() {
    _ = type(":pre")
    _ = press(.tab)
    #expect(typed == "preset ")
    _ = press(.tab)
    #expect(typed == "preset live")
    _ = press(.tab)
    #expect(typed == "preset guide")
    _ = press(.tab)
    #expect(typed == "preset live")
    _ = press(.shiftTab)
    #expect(typed == "preset guide")
    #expect(press(.enter).count == 2)
  }

  @Test(arguments: [
    ("set ov", "set overflow "), ("set overflow drop-o", "set overflow drop-oldest"),
    ("overflow=f", "overflow=fail"), ("capacity ", "capacity unlimited"), ("dead", "deadline "),
    ("set deadline=", "set deadline=off"), ("trigger ", "trigger rush"),
    ("scenario po", "scenario pool"),
    ("theme weir-l", "theme weir-light"), ("pitfall no-c", "pitfall no-cancel"), ("xyz", "xyz"),
    ("goto e", "goto end"), ("qui", "quit"),
  ])
  mutating func `names, knobs and values are completed`(text: String, completed: String) {
    _ = type(":" + text)
    _ = press(.tab)
    #expect(typed == completed)
  }

  @Test mutating func `Up and Down recall earlier lines that begin like the typed text`() {
    _ = run("goto 8s")
    _ = run("pause")
    _ = run("goto 9s")
    _ = type(":")
    _ = press(.up, .up)
    #expect(typed == "pause")
    _ = press(.down, .down)
    #expect(typed == "")
    _ = type("go")
    _ = press(.up, .up)
    #expect(typed == "goto 8s")
    _ = press(.up)
    #expect(typed == "goto 8s")
    _ = press(.down, .down)
    #expect(typed == "go")
  }

  @Test func `lines typed in earlier runs of the program can be recalled`() {
    var dashboard = Sample.dashboard(history: ["goto 8s", "help"])
    for key in [Key.character(":"), .up, .up] { _ = dashboard.handle(.terminal(.keyPressed(key))) }
    #expect(dashboard.typedLine?.text == "goto 8s")
  }

  @Test mutating func `the command line is edited like a shell's`() {
    _ = type(":set consumers 6")
    _ = press(.control("w"))
    #expect(typed == "set consumers ")
    _ = press(.control("a"))
    _ = type("x")
    #expect(typed == "xset consumers ")
    _ = press(.control("k"))
    #expect(typed == "x")
    _ = press(.control("e"))
    _ = type("y")
    #expect(typed == "xy")
    _ = press(.control("u"))
    #expect(typed == "")
  }

  @Test mutating func `during a seek the header shows the progress, and Escape pauses`() {
    #expect(run("goto 13s") == [.goTo(.instant(seconds(13)))])
    let batch = EventBatch(events: [], now: seconds(8), state: .running)
    _ = dashboard.handle(.batchArrived(batch))
    #expect(Sample.frame(dashboard, 80, 24).text.contains("to 00:13.0 ━━━━━───── 50%"))
    #expect(press(.escape) == [.pause])
    _ = dashboard.handle(
      .run(.seekEnded(Arrival(target: .instant(seconds(13)), position: place(9, seconds(8))))))
    #expect(dashboard.notice?.text == "Seek cancelled at 00:08.0.")
    #expect(dashboard.run.seek == nil)
  }

  @Test mutating func `a seek that fails says why`() {
    _ = run("goto 1s")
    _ = dashboard.handle(
      .run(
        .seekEnded(
          Arrival(
            target: .instant(seconds(1)), position: place(9, seconds(8)),
            failure: "It is gone. Seek to a later instant."))))
    #expect(dashboard.notice?.text == "It is gone. Seek to a later instant.")
    #expect(dashboard.notice?.isProblem == true && dashboard.run.seek == nil)
  }

  @Test mutating func `the end of a step back is not the end of the seek that replaced it`() {
    let now = seconds(8)
    _ = dashboard.handle(.batchArrived(EventBatch(events: [], now: now, state: .running)))
    _ = run("goto 8s")
    _ = dashboard.handle(
      .run(.seekEnded(Arrival(target: .event(3), position: place(3, seconds(3))))))
    #expect(dashboard.run.seek != nil)
    _ = dashboard.handle(
      .run(.seekEnded(Arrival(target: .instant(now), position: place(9, now)))))
    #expect(dashboard.run.seek == nil && dashboard.notice?.text == "Paused at 00:08.0.")
    _ = dashboard.handle(.run(.pauseChanged(isPaused: false)))
    #expect(dashboard.notice == nil)
  }

  @Test mutating func `a marker is an instant to go to`() {
    let event = Event(seconds(2), .input(.markerSet(name: Symbol("burst"))))
    let batch = EventBatch(events: [event], now: seconds(4), state: .running)
    _ = dashboard.handle(.batchArrived(batch))
    _ = type(":goto b")
    _ = press(.tab)
    #expect(typed == "goto burst")
    #expect(press(.enter) == [.goTo(.instant(seconds(2))), .keep(line: "goto burst")])
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// What the dashboard does over a log.
@Suite struct ReplayTests {
  private func press(_ key: Key, _ dashboard: inout Dashboard) -> [Command] {
    dashboard.handle(.terminal(.keyPressed(key)))
  }

  private func type(_ text: String, _ dashboard: inout Dashboard) -> [Command] {
    for key in ":\(text)" { _ = press(.character(key), &dashboard) }
    return press(.enter, &dashboard).filter { if case .keep = $0 { false } else { true } }
  }

  @Test func `space at the end plays a log again, also after a pause`() {
    var dashboard = Replay.dashboard(after: 3) { $0.ending = .end(reason: "quit") }
    #expect(press(.character(" "), &dashboard) == [.beginAgain])
    dashboard = Replay.dashboard(after: 3) { $0.ending = .cut(line: 9) }
    _ = dashboard.handle(.run(.pauseChanged(isPaused: true)))
    #expect(press(.character(" "), &dashboard) == [.beginAgain, .resume])
    #expect(press(.character("x"), &dashboard) == [.beginAgain])
    #expect(press(.character("."), &dashboard) == [])
    #expect(dashboard.notice?.text == "The log has ended. Space plays it again from the start.")
  }

  @Test(
    arguments: [
      SourceStatus.Ending.end(reason: "exited"), .cut(line: 3), .failed(message: "It broke. Look."),
    ])
  func `nothing moves once the source has ended`(ending: SourceStatus.Ending) {
    var dashboard = Replay.dashboard(after: 3)
    #expect(dashboard.isMoving)
    var source = dashboard.run.source
    source.ending = ending
    _ = dashboard.handle(.run(.sourceChanged(source)))
    #expect(!dashboard.isMoving)
    for _ in 0..<1000 { _ = dashboard.handle(.frameDue(secondsPassed: 0.1)) }
    #expect(dashboard.isSettled)
  }

  @Test func `a log from a pipe leads back as one from a file does`() {
    for isFile in [true, false] {
      var log = Replay.dashboard(after: 3, isFile: isFile)
      let count = log.run.position.event
      #expect(
        type("goto 1s", &log) == [.goTo(.instant(VirtualInstant(nanoseconds: 1_000_000_000)))])
      log.promptLine.close()
      #expect(type("goto end", &log) == [.goTo(.end)])
      log = Replay.dashboard(after: 3, isFile: isFile)
      #expect(press(.character(","), &log) == [.goTo(.event(count - 1))])
      #expect(press(.character(","), &log) == [.goTo(.event(count - 2))])
      #expect(press(.character("."), &log) == [.goTo(.event(count - 1))])
    }
  }

  @Test func `a step from the last number there is stays there`() {
    var log = Replay.dashboard(after: 3)
    _ = type("goto #\(Int.max)", &log)
    #expect(log.run.seek?.target == .event(.max))
    #expect(press(.character("."), &log) == [.goTo(.event(.max))])
    #expect(press(.character(","), &log) == [.goTo(.event(.max - 1))])
  }

  @Test func `nothing comes after the end of a log`() {
    var dashboard = Replay.dashboard(after: 3) { $0.ending = .cut(line: 9) }
    #expect(type("goto end", &dashboard) == [])
    dashboard.promptLine.close()
    #expect(type("goto 1h", &dashboard) == [])
    dashboard.promptLine.close()
    #expect(type("goto 1s", &dashboard).count == 1)
  }

  @Test func `knobs follow the log, and no key and no click turns them`() throws {
    var dashboard = Replay.dashboard(after: 3)
    let change = Event.Kind.input(.parameterChanged(name: Symbol("consumers"), value: Symbol("9")))
    var script = Script()
    script.at(4000, change)
    script.at(4001, .input(.parameterChanged(name: Symbol("capacity"), value: Symbol("a lot"))))
    script.at(4002, .input(.pitfallSwitched(name: Symbol("no-task-done"))))
    _ = dashboard.handle(.batchArrived(script.batch(until: 4002)))
    #expect(dashboard.run.knobs["consumers"] == .count(9))
    #expect(dashboard.run.knobs["capacity"]?.description == "a lot")
    #expect(dashboard.run.pitfall == "no-task-done")
    let keys: [Key] = [.left, .right, .shiftRight, .pageUp, .pageDown, .enter, .backspace]
    dashboard.places.focus = .knobs
    let values = dashboard.run.knobs.values
    for key in keys {
      #expect(press(key, &dashboard) == [])
      #expect(
        dashboard.notice?.text
          == "This is a replay: knobs show what was set and can't be changed. Start a run with weir"
          + " run.")
    }
    #expect(dashboard.run.knobs.values == values && dashboard.panels.knobs.editor == nil)
    let text = Sample.frame(dashboard, 120, 40).text
    #expect(text.contains("locked  2 changed") && !text.contains("━●"))
  }

  @Test func `only the latest markers are kept if there are very many`() {
    var dashboard = Replay.dashboard()
    let now = dashboard.model.analysis.now
    let events = (1...2 * MarkerList.capacity).map {
      Event(now, .input(.markerSet(name: Symbol("m\($0 % (MarkerList.capacity + 9))"))))
    }
    _ = dashboard.handle(
      .batchArrived(EventBatch(events: events, now: now, state: .running)))
    #expect(dashboard.run.markers.markers.count == MarkerList.capacity)
    #expect(
      dashboard.run.markers.markers.last?.name
        == "m\(2 * MarkerList.capacity % (MarkerList.capacity + 9))")
  }

  @Test func `markers of a log lead back to their instants, also when it is played again`() {
    var dashboard = Replay.dashboard(after: 3)
    var script = Script()
    script.at(3500, .input(.markerSet(name: Symbol("here"))))
    _ = dashboard.handle(.batchArrived(script.batch(until: 5000)))
    let target = VirtualInstant(nanoseconds: 3_500_000_000)
    #expect(press(.character("["), &dashboard) == [.goTo(.instant(target))])
    dashboard.run.seek = nil
    _ = dashboard.handle(.runStarted(RunStart(Sample.specification)))
    #expect(press(.character("]"), &dashboard) == [.goTo(.instant(target))])
  }

  @Test func `settings of an unknown program show as they are written, and follow the log`() {
    var start = RunStart(
      scenario: "shop",
      parameters: [.init(name: "threads", text: "2"), .init(name: "mode", text: "fast")])
    start.program = WatchedProgram(source: "java", name: "shop.jar")
    start.clock = .real
    var dashboard = Dashboard(
      start: start, source: SourceStatus(.log, .log, name: "shop.jsonl"),
      theme: Sample.theme, options: .init(scenarios: [Sample.description]))
    var script = Script()
    script.at(1, .born(1, "main"))
    script.at(2, .input(.parameterChanged(name: Symbol("threads"), value: Symbol("16"))))
    script.at(2, .input(.parameterChanged(name: Symbol("late"), value: Symbol("yes"))))
    _ = dashboard.handle(.batchArrived(script.batch(until: 3)))
    #expect(dashboard.run.knobs.knobs.map(\.name) == ["threads", "mode", "late"])
    #expect(dashboard.run.knobs.values.map(\.description) == ["16", "fast", "yes"])
    let text = Sample.frame(dashboard, 80, 24).text
    #expect(text.contains("threads") && text.contains("fast") && text.contains("locked"))
  }

  @Test func `without settings, the knobs leave their place to other panels`() {
    var start = RunStart(scenario: "producer-consumer")
    start.program = WatchedProgram(source: "java")
    start.clock = .real
    let dashboard = Dashboard(
      start: start, source: SourceStatus(.log, .log), theme: Sample.theme,
      options: .init(scenarios: [Sample.description]))
    #expect(dashboard.description.known == nil)
    #expect(dashboard.places.focus == .tasks)
    for (columns, rows) in [(80, 24), (120, 40), (200, 50)] {
      let size = Size(columns: columns, rows: rows)
      #expect(dashboard.places.sideBySide(for: size, of: dashboard.run).box(of: .knobs) == nil)
    }
  }
}

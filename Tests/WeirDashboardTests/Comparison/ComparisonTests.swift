import Testing
import WeirAnalysis
import WeirEvents
import WeirScenarios
import WeirScreen

@testable import WeirDashboard

@Suite struct ComparisonTests {
  private func screen(
    _ scenario: String = "service", pitfall: String? = nil, preset: String? = nil
  ) throws -> ComparedScreen {
    try ComparedScreen(
      ScenarioCatalog.specification(of: scenario, preset: preset, pitfall: pitfall, seed: 42))
  }

  private let parting = RunParting(
    event: 15_091, at: VirtualInstant(nanoseconds: 20_474_857_419),
    shown: "at 20.474857419s: worker-3 retries in 181ms (attempt 2)",
    other: "at 20.474857419s: worker-3 retries at once (attempt 2)")

  // MARK: Pictures

  @Test func `the right form beside the pitfall, one below the other and side by side`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.run(to: 10)
    try screen.press(.character("c"))
    try screen.run(to: 32)
    try screen.take(.parted(parting))
    for (columns, rows) in [(60, 16), (80, 24), (120, 40), (160, 45), (200, 50)] {
      try Golden("comparison-\(columns)x\(rows)").check(screen.frame(columns, rows).text)
    }
    let plain = screen.frame(120, 40, ascii: true)
    try Golden("comparison-ascii-120x40").check(plain.text)
    #expect(plain.isASCII)
  }

  @Test func `a comparison with more tasks and another limit`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.run(to: 1)
    try screen.type("compare consumers 8")
    try screen.run(to: 20)
    let text = screen.frame(120, 40).text
    try Golden("comparison-consumers-120x40").check(text)
    #expect(screen.frame(120, 90).text.contains("consumer-5 only in B"))
    #expect(text.contains("consumers 4 → 8, all else equal"))
  }

  @Test(arguments: [(60, 16), (61, 17), (159, 16), (160, 16), (300, 100), (40, 10)])
  func `a comparison fits a screen of any size`(columns: Int, rows: Int) throws {
    var screen = try screen("pool")
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 3)
    let text = screen.frame(columns, rows).text
    #expect(text.contains(columns < 60 ? "it has 40 x 10" : "goodput"))
  }

  @Test func `the past has dashed borders and is named on the axes, and nothing covers the mark`()
    throws
  {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.type("compare consumers 8")
    try screen.run(to: 20)
    let edge = VirtualInstant(nanoseconds: 12_000_000_000)
    try screen.showPast(at: edge)
    try screen.take(
      .parted(
        RunParting(
          event: 2, at: VirtualInstant(nanoseconds: 9_900_000_000), shown: "", other: "")))
    for (columns, rows) in [(80, 24), (120, 40), (160, 45)] {
      let text = screen.frame(columns, rows).text
      let lines = text.split(separator: "\n").map(String.init)
      let axes = lines.filter {
        $0.hasPrefix("┊") && $0.contains("00:12.0") && $0.contains("◆")
      }
      #expect(axes.count == (columns < 160 ? 2 : 1), "\(columns)")
      #expect(text.contains("╌╌╌") && text.contains("┊"))
      #expect(!text.contains(" now│") && !text.contains(" now┊"))
      // The cursor of the time line is the only upright line that is not broken.
      #expect(lines.dropFirst(4).allSatisfy { !$0.hasPrefix("│") })
    }
    let footer = screen.frame(120, 40).text.split(separator: "\n").last.map(String.init)
    #expect(footer?.contains("Esc back to live") == true)
  }

  @Test func `A and B have the same parts in boxes of one size, and no part covers another`() {
    for columns in stride(from: 60, through: 240, by: 7) {
      for rows in [16, 20, 24, 30, 40, 50, 70] {
        for hasDepth in [true, false] {
          let layout = ComparisonLayout(
            Layout(Size(columns: columns, rows: rows), timeLineRows: 1),
            ComparisonLayout.Needs(figureCount: 30, hasDepth: hasDepth, taskRows: 12))
          let (a, b) = (layout.a, layout.b)
          let parts = [(a.flow, b.flow), (a.depth, b.depth), (a.tasks, b.tasks)]
          for (one, other) in parts {
            #expect(
              one.columns == other.columns && one.rows == other.rows, "\(columns) x \(rows)")
          }
          let boxes = parts.flatMap { [$0, $1] }.filter { !$0.isEmpty }
          #expect(!boxes.isEmpty)
          for (index, box) in boxes.enumerated() {
            #expect(boxes.dropFirst(index + 1).allSatisfy { !overlap(box, $0) })
            #expect(box.row > layout.figures.endRow - 1 && box.endRow <= layout.knob.row)
          }
        }
      }
    }
  }

  private func overlap(_ one: Box, _ other: Box) -> Bool {
    one.column < other.endColumn && other.column < one.endColumn && one.row < other.endRow
      && other.row < one.endRow
  }

  @Test func `a run with a long name leaves the corners of a narrow border`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 2)
    let lines = screen.frame(60, 16).text.split(separator: "\n").map(String.init)
    let border = try #require(lines.first { $0.contains("no-task-done") && $0.hasPrefix("╭") })
    #expect(border.filter { "╭╮".contains($0) } == "╭╮╭╮")
    #expect(lines[0].contains("✓ right form") && lines[0].contains("✗ no-task-done"))
    let narrow = screen.frame(80, 24, ascii: true).text.split(separator: "\n")
    #expect(narrow[0].contains("X no-task-done"))
  }

  // MARK: What is compared

  @Test(arguments: ScenarioCatalog.descriptions)
  func `one key shows the right form beside a pitfall, and the other way round`(
    scenario: ScenarioDescription
  ) throws {
    let first = try #require(scenario.pitfalls.first?.name)
    for (pitfall, expected) in [(nil, first), (first, nil)] as [(String?, String?)] {
      var screen = try screen(scenario.name, pitfall: pitfall)
      defer { screen.end() }
      try screen.run(to: 1)
      try screen.press(.character("c"))
      let other = try #require(screen.other)
      #expect(other.start.pitfall == expected && other.pitfall == expected)
      #expect(
        other.start.seed == 42 && other.start.parameters == screen.dashboard.run.start.parameters)
      // It comes to the same instant at once.
      #expect(other.now == screen.dashboard.instant)
      try screen.run(to: 2)
      #expect(screen.other?.now == screen.dashboard.instant)
      try screen.press(.character("c"))
      #expect(screen.other == nil && !screen.dashboard.isComparing)
    }
  }

  @Test func `what was done to the run before is done to the other one, too`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.run(to: 2)
    try screen.type("consumers 7")
    try screen.run(to: 3)
    try screen.press(.character("c"))
    #expect(screen.other?.history.model.inputs == screen.dashboard.model.inputs)
    #expect(screen.other?.knobs["consumers"] == .count(7))
    // The knob that is compared has its value from the start on.
    try screen.type("compare consumers 2")
    #expect(
      screen.other?.history.model.inputs == [] && screen.other?.knobs["consumers"] == .count(2))
  }

  @Test func `commands say what to compare with`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    func specification() throws -> RunSpecification {
      try #require(screen.other?.start.specification)
    }
    try screen.type("compare pitfall no-cancel")
    #expect(try specification().pitfall == "no-cancel")
    try screen.type("compare pitfall none")
    #expect(try specification() == screen.dashboard.run.start.specification)
    try screen.type("compare no-cancel")
    #expect(try specification().pitfall == "no-cancel")
    try screen.type("compare guide")
    #expect(try specification().preset == "guide")
    try screen.type("compare seed 7")
    #expect(try specification().seed == 7)
    try screen.type("compare preset guide")
    #expect(try specification().preset == "guide")
    try screen.type("compare off")
    #expect(!screen.dashboard.isComparing)
    try screen.type("compare off")
    #expect(screen.dashboard.notice?.text.hasPrefix("No other run is shown.") == true)
    for wrong in [
      "compare pitfall x", "compare seed x", "compare something", "compare consumers",
      "compare consumers x",
    ] {
      try screen.type(wrong)
      #expect(screen.dashboard.promptLine.isOpen && !screen.dashboard.isComparing, "\(wrong)")
      try screen.press(.escape)
    }
  }

  @Test func `a log that is shorter can be A while time continues to the end of the shown one`()
    throws
  {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    #expect(
      screen.dashboard.show(beside: .log(path: "short.jsonl"), isFirst: true) == [
        .compare(.log(path: "short.jsonl"))
      ])
    try screen.take(
      .opened(RunStart(scenario: "shop"), SourceStatus(.log, .log, name: "short.jsonl")))
    #expect(screen.dashboard.isShownRunB)
    #expect(screen.frame(120, 40).text.contains("A  shop  short.jsonl"))
  }

  @Test func `beside a longer log, time continues after the end of the shown one`() throws {
    var dashboard = Replay.dashboard(after: 4, length: 4)
    func instant(_ seconds: Int64) -> VirtualInstant {
      VirtualInstant(nanoseconds: seconds * 1_000_000_000)
    }
    _ = dashboard.show(beside: .log(path: "long.jsonl"))
    var status = SourceStatus(.log, .log, name: "long.jsonl")
    status.length = instant(9)
    let start = RunStart(scenario: "shop")
    #expect(
      dashboard.handle(.compared(.opened(start, status))) == [.continueTime(until: instant(9))])
    var source = dashboard.run.source
    source.ending = .end(reason: "exited")
    _ = dashboard.handle(.run(.sourceChanged(source)))
    let end = dashboard.run.now
    #expect(dashboard.run.hasEnded && !dashboard.run.isOver && dashboard.run.isMoving)
    _ = dashboard.handle(.run(.timePassed(to: instant(7))))
    #expect(dashboard.instant == instant(7) && dashboard.run.now == end)
    #expect(dashboard.run.end == instant(9) && dashboard.run.destination == instant(7))
    // What has ended is as far from the right edge as that was long ago.
    var scene = PanelScene(run: dashboard.run, axes: TimeAxes(), signs: .braille)
    let scale = TimeScale(level: 6)
    scene.shared = PanelScene.SharedAxis(
      scale: scale, edge: "now", until: dashboard.instant)
    let seconds = end.duration(to: instant(7)).seconds
    let columns = scene.columnsAfterEnd(scale, of: 80)
    #expect(abs(Double(columns) - seconds * 1e9 / Double(scale.column)) <= 1)
    #expect(scene.columnsAfterEnd(scale, of: 3) == 3)
    let head = Sample.frame(dashboard, 120, 40).text.split(separator: "\n")[1]
    #expect(head.contains("00:07.000") && head.contains(" 78%"))
    _ = dashboard.handle(.run(.timePassed(to: instant(9))))
    #expect(dashboard.run.isOver && !dashboard.run.isMoving)
    #expect(
      dashboard.handle(.terminal(.keyPressed(.character("c")))) == [
        .continueTime(until: nil), .stopComparing,
      ])
    #expect(dashboard.instant == end)
  }

  @Test func `an unknown name is refused with what can be compared`() throws {
    let screen = try screen("producer-consumer")
    defer { screen.end() }
    #expect(throws: CommandError.self) { try screen.dashboard.grammar.call("compare something") }
    do { _ = try screen.dashboard.grammar.call("compare something") } catch {
      #expect(error.description.contains("no-cancel") && error.description.contains("guide"))
      #expect(error.description.contains("./something"))
    }
    guard
      case .compare(.log("./something")?) = try screen.dashboard.grammar.call(
        "compare ./something")
    else { return #expect(Bool(false), "no log") }
  }

  @Test func `a log is shown once it is open, or why it can't be`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.type("compare other.jsonl")
    #expect(screen.commands.contains(.compare(.log(path: "other.jsonl"))))
    #expect(screen.other == nil && screen.dashboard.isComparing)
    var status = SourceStatus(.log, .log, name: "other.jsonl")
    status.length = VirtualInstant(nanoseconds: 5_000_000_000)
    try screen.take(.opened(RunStart(scenario: "shop"), status))
    #expect(screen.other?.source.name == "other.jsonl")
    #expect(screen.frame(120, 40).text.contains("B  shop  other.jsonl"))
    try screen.press(.right)
    #expect(screen.dashboard.notice?.text.hasPrefix("This is a replay") == true)
    try screen.type("compare nothing.jsonl")
    try screen.take(.failed(message: "It can't be read. Check it."))
    #expect(screen.other == nil && !screen.dashboard.isComparing)
    #expect(screen.dashboard.notice?.isProblem == true)
  }

  @Test func `a run of another program has nothing to compare with but a log`() throws {
    var dashboard = Replay.dashboard(after: 1)
    dashboard.run = ShownRun(
      RunStart(scenario: "shop"), of: .unknown(RunStart(scenario: "shop")), from: .simulation,
      thresholds: .init())
    #expect(dashboard.handle(.terminal(.keyPressed(.character("c")))).isEmpty)
    #expect(dashboard.notice?.text.contains("can't be repeated") == true)
  }

  // MARK: Keys

  @Test func `knobs turn the run that Tab chose`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.run(to: 1)
    try screen.press(.character("c"))
    let name = try #require(screen.dashboard.run.knobs.knobs.first?.name)
    let value = try #require(screen.dashboard.run.knobs[name])
    try screen.press(.right)
    #expect(screen.other?.knobs[name] != value && screen.dashboard.run.knobs[name] == value)
    try screen.run(to: 1.5)
    #expect(screen.other?.history.model.inputs.count == 1)
    try screen.press(.tab, .right)
    #expect(screen.dashboard.run.knobs[name] == screen.other?.knobs[name])
    try screen.run(to: 2)
    #expect(screen.dashboard.model.inputs.count == 1)
    // A typed value goes to the same run.
    try screen.press(.tab, .enter)
    for key in "9" { try screen.press(.character(key)) }
    try screen.press(.enter)
    #expect(screen.other?.knobs[name]?.description == "9")
    #expect(screen.dashboard.run.knobs[name]?.description != "9")
  }

  /// A comparison with a run of another scenario, whose knobs are turned.
  private func twoScenarios() throws -> ComparedScreen {
    var screen = try screen("pool")
    try screen.run(to: 1)
    let service = try ScenarioCatalog.specification(of: "service", seed: 42)
    try screen.carryOut(screen.dashboard.show(beside: .run(service)))
    try screen.run(to: 1.5)
    return screen
  }

  @Test func `typed commands change the run whose knobs are turned, and know its names`() throws {
    var screen = try twoScenarios()
    defer { screen.end() }
    // The first is a knob of A only, the second of B only.
    try screen.type("set leak-share 20")
    #expect(screen.dashboard.promptLine.isOpen)
    try screen.press(.escape)
    for (command, value) in [("set workers 3", "3"), ("workers 5", "5")] {
      try screen.type(command)
      #expect(screen.other?.knobs["workers"]?.description == value)
      #expect(screen.dashboard.notice?.text == "workers of B is set to \(value).")
    }
    let chosen = try #require(screen.other?.knobs.index(of: "workers"))
    #expect(screen.dashboard.panels.knobs.selected == chosen)
    try screen.run(to: 2)
    #expect(screen.other?.history.model.inputs.count == 2 && screen.dashboard.model.inputs == [])
    let names = screen.dashboard.grammar.completion(of: "set ").candidates.map(\.text)
    #expect(names.contains("workers") && !names.contains("leak-share"))
    try screen.type("pitfall retry-storm")
    #expect(screen.other?.pitfall == "retry-storm" && screen.dashboard.run.pitfall == nil)
    try screen.press(.tab)
    try screen.type("set leak-share 20%")
    let share = try #require(screen.dashboard.run.knobs["leak-share"])
    #expect(screen.dashboard.notice?.text == "leak-share of A is set to \(share).")
    // A move to another place does not choose a knob of the other run.
    try screen.press(.tab)
    try screen.type("workers 6")
    try screen.showPast(at: VirtualInstant(nanoseconds: 1_200_000_000))
    #expect(screen.dashboard.panels.knobs.selected == chosen)
  }

  @Test func `a knob of a log beside the run can't be set, and is not said to be`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.type("compare other.jsonl")
    let start = RunStart(try ScenarioCatalog.specification(of: "producer-consumer", seed: 1))
    try screen.take(.opened(start, SourceStatus(.log, .log, name: "other.jsonl")))
    for command in ["set capacity 4", "capacity 4", "pitfall no-cancel"] {
      try screen.type(command)
      #expect(screen.dashboard.promptLine.isOpen, "\(command)")
      #expect(screen.dashboard.notice?.text.contains("is set to") != true)
      try screen.press(.escape)
    }
    #expect(screen.dashboard.run.knobs.parameters == screen.other?.knobs.parameters)
  }

  @Test func `runs of two scenarios are named, and a caution has room before the names`() throws {
    var screen = try twoScenarios()
    defer { screen.end() }
    for (columns, rows) in [(80, 24), (120, 40), (140, 40), (200, 50)] {
      let head = screen.frame(columns, rows).text.split(separator: "\n")[0]
      #expect(head.contains("pool") && head.contains("service"), "\(columns)")
      #expect(
        head.contains("▲ other scenario") || head.contains("These are runs of two scenarios"),
        "\(columns)")
      #expect(!head.contains("same seed"))
    }
  }

  @Test func `the end and the errors of the run beside are shown`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.type("compare other.jsonl")
    var status = SourceStatus(.log, .log, name: "other.jsonl")
    try screen.take(.opened(RunStart(scenario: "shop"), status))
    func head() -> String {
      screen.frame(120, 40).text.split(separator: "\n").first.map(String.init) ?? ""
    }
    #expect(!head().contains("CUT") && !head().contains("END"))
    status.ending = .end(reason: "limit")
    try screen.take(.run(.sourceChanged(status)))
    #expect(head().contains("■ END"))
    status.ending = .failed(message: "Line 3 is wrong. Check it.")
    try screen.take(.run(.sourceChanged(status)))
    #expect(head().contains("⊘ CUT"))
    #expect(screen.dashboard.comparedSource?.ending == status.ending)
    #expect(screen.dashboard.notice?.text == "B: Line 3 is wrong. Check it.")
    try screen.press(.character("S"))
    try screen.take(.problem(message: "It can't be done. Stop."))
    #expect(screen.dashboard.notice?.text == "A: It can't be done. Stop.")
    #expect(screen.dashboard.notice?.isProblem == true)
    try screen.take(.run(.refused(message: "No. Never.")))
    #expect(screen.dashboard.notice?.text == "A: No. Never.")
    try screen.take(.noticed("So it is."))
    #expect(screen.dashboard.notice?.text == "A: So it is.")
  }

  @Test func `where the runs part is forgotten, or unknown, when nothing tells it any more`() throws
  {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 2)
    try screen.take(.parted(parting))
    #expect(screen.dashboard.parting == parting)
    try screen.take(.parted(nil))
    #expect(screen.frame(120, 40).text.contains("no difference yet"))
    try screen.press(.character("D"))
    #expect(screen.dashboard.notice?.text == "The two runs have not differed yet.")
    try screen.take(.partingUnknown)
    #expect(screen.dashboard.isPartingUnknown)
    #expect(!screen.frame(120, 40).text.contains("no difference yet"))
    try screen.press(.character("D"))
    #expect(screen.dashboard.notice?.text.hasPrefix("It is not known") == true)
  }

  @Test func `a log is compared again with the run that begins`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.type("compare other.jsonl")
    try screen.take(.opened(RunStart(scenario: "shop"), SourceStatus(.log, .log, name: "o")))
    let next = try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
    #expect(screen.restart(next).contains(.compare(.log(path: "other.jsonl"))))
  }

  @Test func `with the time line in focus, arrows seek and turn no knob`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.run(to: 5)
    try screen.press(.character("c"), .character("0"), .left)
    #expect(
      screen.commands.contains { command in
        if case .goTo = command { true } else { false }
      })
    #expect(screen.other?.knobs.parameters == screen.dashboard.run.knobs.parameters)
  }

  @Test func `the time line keeps its keys and their hints beside another run`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.run(to: 5)
    try screen.press(.character("c"))
    func footer() -> String {
      screen.frame(140, 40).text.split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(footer().contains("Tab turn A") && footer().contains("y copy"))
    try screen.press(.character("0"))
    #expect(footer().contains("1 s") && footer().contains("Esc panels"))
    #expect(!footer().contains("turn"))
    try screen.press(.tab)
    #expect(!screen.dashboard.places.timeLine.isFocused)
    #expect(screen.dashboard.turnedRun.start.pitfall != nil)
  }

  @Test func `the next and the previous warning are those of both runs`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 55)
    let other = try #require(screen.other)
    #expect(screen.dashboard.run.timeline.marks.warnings.isEmpty)
    let last = try #require(other.timeline.marks.warnings.last)
    try screen.press(.character("W"))
    // Its event has another number in the shown run.
    #expect(screen.commands.contains(.goTo(.instant(last.visible))))
    #expect(screen.dashboard.notice?.text.hasSuffix("in B.") == true)
    let marks = screen.dashboard.screen.timeLineBar?.scene.marks
    #expect(marks?.contains { $0.instant == last.instant } == true)
  }

  @Test func `the command that leads here opens both runs, with what was done to each`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    screen.dashboard.options.comparingCommand = { a, b, instant, _ in
      guard case .run(let first) = a, case .run(let second) = b else { return nil }
      return ShellCommand(
        words: [
          "\(first.inputs.count)", "\(second.inputs.count)", second.pitfall ?? "",
          "\(instant.seconds)",
        ])
    }
    try screen.run(to: 1)
    try screen.press(.character("c"))
    try screen.press(.right)
    try screen.run(to: 2)
    try screen.press(.character("y"))
    #expect(screen.commands.contains(.copy("0 1 no-task-done 2.0")))
    #expect(screen.dashboard.overlay is CommandPage)
    // A key that leads elsewhere closes the page.
    try screen.press(.character(","))
    #expect(screen.dashboard.overlay == nil)
  }

  @Test func `a pitfall is switched in the run that Tab chose`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.type("compare pitfall none")
    try screen.press(.character("b"))
    #expect(screen.other?.pitfall == "no-task-done" && screen.dashboard.run.pitfall == nil)
    try screen.press(.tab, .character("b"), .character("b"))
    #expect(screen.dashboard.run.pitfall == "no-cancel")
  }

  @Test func `swapping exchanges the sides and all signs`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 32)
    try screen.take(.parted(parting))
    // After a key, figures are compared at once.
    try screen.press(.tab, .tab)
    let before = try #require(screen.dashboard.comparison)
    try screen.press(.character("S"))
    let after = try #require(screen.dashboard.comparison)
    #expect(after.turned == before.turned.other && after.turnsOther == before.turnsOther)
    #expect(after.partingText(.a) == before.partingText(.b))
    for figure in before.comparison.figures {
      let swapped = try #require(after.comparison.figure(named: figure.name))
      #expect(swapped.a == figure.b && swapped.better == figure.better?.other)
    }
    let text = screen.frame(120, 40).text
    #expect(text.contains("A  ✗ retry-storm") && text.contains("B  ✓ right form"))
    #expect(text.contains("pitfall retry-storm → none"))
  }

  @Test func `a key goes to where the two part`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("D"))
    #expect(
      screen.dashboard.notice?.text == "One run is shown alone. c shows another one beside it.")
    try screen.press(.character("c"), .character("D"))
    #expect(screen.dashboard.notice?.text.contains("not differed yet") == true)
    try screen.take(.parted(parting))
    try screen.press(.character("D"))
    #expect(screen.commands.contains(.goTo(.instant(parting.instant))))
    #expect(screen.dashboard.notice?.text.contains("retries at once") == true)
  }

  @Test func `where the two part, both events stand below the runs`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 1)
    try screen.take(
      .parted(
        RunParting(
          event: 8, at: VirtualInstant(nanoseconds: 2_000_000_000),
          shown: "worker-3 retries in 181ms", other: "worker-3 retries at once")))
    #expect(!screen.frame(120, 40).text.contains("retries at once"))
    try screen.run(to: 2)
    let text = "◆ event 8  A worker-3 retries in 181ms  B worker-3 retries at once"
    #expect(screen.frame(120, 40).text.contains(text))
    let narrow = screen.frame(60, 16).text
    #expect(narrow.contains("A worker-3") && narrow.contains("B worker-3"))
    try screen.run(to: 3)
    #expect(!screen.frame(120, 40).text.contains("retries at once"))
  }

  @Test func `escape leaves a seek first, and then the comparison`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.take(.parted(parting))
    try screen.press(.character("D"), .escape)
    #expect(screen.commands.last == .pause && screen.other != nil)
    _ = screen
    var other = try self.screen()
    defer { other.end() }
    try other.press(.character("c"), .escape)
    #expect(other.other == nil)
  }

  @Test func `pages open over a comparison, and keys of panels say how to get back`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("c"), .character("?"))
    #expect(screen.dashboard.overlay is HelpPage && screen.other != nil)
    try screen.press(.escape)
    #expect(screen.dashboard.overlay == nil && screen.other != nil)
    for key in [Key.character("f"), .character("3"), .character("/"), .character("l")] {
      try screen.press(key)
      #expect(screen.dashboard.notice?.text.hasPrefix("Two runs are shown. c returns") == true)
      #expect(!screen.dashboard.promptLine.isOpen)
    }
  }

  @Test func `a restart compares again, and another scenario ends the comparison`() throws {
    var screen = try screen("producer-consumer")
    defer { screen.end() }
    try screen.press(.character("c"))
    var next = try ScenarioCatalog.specification(of: "producer-consumer", seed: 9)
    next.parameters[0].value = .count(9)
    let again = screen.restart(next)
    #expect(
      again.contains { if case .compare(.run(let run)) = $0 { run.seed == 9 } else { false } })
    #expect(screen.other?.start.seed == 9 && screen.other?.start.pitfall == "no-task-done")
    let pool = try ScenarioCatalog.specification(of: "pool", seed: 9)
    #expect(screen.restart(pool) == [.stopComparing])
    #expect(!screen.dashboard.isComparing)
  }

  // MARK: Rows

  @Test func `tasks have the same row in both, and those of one run alone are marked`() throws {
    func lanes(_ names: [String]) -> [Lane] {
      names.enumerated().map { number, name in
        Lane(
          TaskID(UInt32(number + 1)), name: Label(name),
          role: Symbol(name.prefix { $0 != "-" }.description), at: .zero)
      }
    }
    func rows(_ a: [String], _ b: [String]) -> [String] {
      LanePairs(lanes(a), lanes(b)).pairs.map {
        "\($0.a?.name.description ?? "–") \($0.b?.name.description ?? "–")"
      }
    }
    #expect(
      rows(["worker-1", "worker-2", "main"], ["worker-2", "worker-3", "main", "worker-1"])
        == ["worker-1 worker-1", "worker-2 worker-2", "– worker-3", "main main"])
    // Requests come and go: each has a partner of its role, with another name.
    #expect(
      rows(["request-7", "request-9"], ["request-8"]) == ["request-7 request-8", "request-9 –"])
    #expect(rows([], ["x-1"]) == ["– x-1"] && rows(["x-1"], []) == ["x-1 –"])
    // As in the printed comparison, tasks of one name are paired in order.
    #expect(rows(["x", "y", "x"], ["x", "x"]) == ["x x", "y –", "x x"])
  }

  @Test func `the figures that matter most come first if there is little room`() throws {
    var screen = try screen()
    defer { screen.end() }
    try screen.press(.character("c"))
    try screen.run(to: 25)
    let all = try #require(screen.dashboard.comparison).comparison.figures
    let few = FiguresTable.chosen(all, atMost: 3).map(\.name)
    #expect(few == ["goodput", "throughput", "latency.p99"])
    let everything = FiguresTable.chosen(all, atMost: .max)
    #expect(Set(everything.map(\.name)) == Set(all.map(\.name)) && everything.count == all.count)
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct MouseTests {
  private var dashboard = Sample.dashboard(after: 3)

  private mutating func press(_ keys: Key...) -> [Command] {
    keys.flatMap { dashboard.handle(.terminal(.keyPressed($0))) }
  }

  @discardableResult
  private mutating func click(_ column: Int, _ row: Int) -> [Command] {
    dashboard.handle(.terminal(.mouseUsed(.clicked(Point(column: column, row: row)))))
  }

  /// Clicks on the first letter of a visible text, where it is drawn.
  @discardableResult
  private mutating func click(on text: String, _ size: Size = Size(columns: 80, rows: 24))
    -> [Command]
  {
    let rows = Sample.frame(dashboard, size.columns, size.rows).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    _ = dashboard.handle(.terminal(.resized(size)))
    for (row, line) in rows.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      return click(CharacterWidth.of(String(line[..<range.lowerBound])), row)
    }
    Issue.record("\(text) is not visible")
    return []
  }

  private static let screens: [@Sendable (Dashboard) -> Dashboard] = [
    { $0 },
    { with($0, .run(.pauseChanged(isPaused: true))) },
    { with($0, .terminal(.keyPressed(.character("3")))) },
    { with($0, .terminal(.keyPressed(.character("6")))) },
    { with($0, .terminal(.keyPressed(.character("f")))) },
    { with($0, .terminal(.keyPressed(.character("?")))) },
    { with($0, .terminal(.keyPressed(.character("s")))) },
    { with($0, .run(.recordingStarted(path: "a.jsonl")), .frameDue(secondsPassed: 20)) },
  ]

  private static func with(_ dashboard: Dashboard, _ inputs: DashboardInput...) -> Dashboard {
    var dashboard = dashboard
    for input in inputs { _ = dashboard.handle(input) }
    return dashboard
  }

  @Test(arguments: 0..<8, [60, 80, 200])
  func `a click on a hint in the footer does the same as its key`(
    screen: Int, columns: Int
  ) throws {
    let resized = DashboardInput.terminal(.resized(Size(columns: columns, rows: 24)))
    let state = MouseTests.with(MouseTests.screens[screen](Sample.dashboard(after: 3)), resized)
    let row = state.footer.row(in: state.layout.footer)
    #expect(row.areas.count >= 4)
    for (box, touch) in row.areas {
      guard case .action(let action) = touch else { continue }
      let key = try #require(state.options.keys.binding(for: action)?.keys.first)
      var byKey = state
      let pressed = byKey.handle(.terminal(.keyPressed(key)))
      let frame = Sample.frame(byKey, 80, 24)
      for column in Set([box.column, box.endColumn - 1]) {
        var byClick = state
        let clicked = byClick.handle(
          .terminal(.mouseUsed(.clicked(Point(column: column, row: box.row)))))
        #expect(clicked == pressed, "\(action)")
        #expect(Sample.frame(byClick, 80, 24) == frame, "\(action)")
      }
    }
  }

  @Test(arguments: Panel.allCases)
  func `the footer shows no hint twice, however wide the screen is`(panel: Panel) throws {
    for var dashboard in [Sample.dashboard(), Replay.dashboard()] {
      dashboard.places.focus = panel
      let rows = Sample.frame(dashboard, 300, 40).text.split(separator: "\n")
      let hints = try #require(rows.last).split(separator: "  ").map {
        $0.filter { $0 != " " }
      }
      #expect(hints.count > 6 && Set(hints).count == hints.count, "\(hints)")
    }
  }

  @Test func `each hint is drawn where it can be clicked`() {
    let text = Sample.frame(dashboard, 120, 40).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    var state = dashboard
    _ = state.handle(.terminal(.resized(Size(columns: 120, rows: 40))))
    for (box, touch) in state.footer.row(in: state.layout.footer).areas {
      guard case .action(let action) = touch,
        let name = state.options.keys.binding(for: action)?.keys.first?.name
      else { continue }
      let row = text[box.row]
      let start = row.index(row.startIndex, offsetBy: box.column)
      let end = row.index(start, offsetBy: box.columns)
      #expect(row[start..<end] == name || row[start..<end].hasPrefix(" "), "\(row[start..<end])")
    }
  }

  @Test mutating func `a click on a field of the header acts on what the field shows`() {
    #expect(click(on: "● LIVE") == [.pause])
    #expect(click(on: "‖ PAUSED") == [.resume])
    #expect(click(on: "✓ no pitfall") == [.send(.pitfallSwitched("no-task-done"))])
    click(on: "▲")
    #expect(dashboard.places.focus == .warnings)
    click(on: "00:00:03")
    #expect(dashboard.typedLine?.text == "goto ")
    click(on: "seed")
    #expect(dashboard.typedLine?.text == "seed ")
    click(on: "producer-consumer")
    #expect(dashboard.scenarioPage != nil && dashboard.prompt == nil)
    click(on: " weir ")
    _ = dashboard.handle(.run(.recordingStarted(path: "a.jsonl")))
    #expect(click(on: "● REC") == [.stopRecording])
  }

  @Test mutating func `a click chooses a panel, and a click on its title expands it`() {
    click(on: "Flow ─")
    #expect(dashboard.places.focus == .flow && !dashboard.places.isExpanded)
    click(on: "Flow ─")
    #expect(dashboard.places.isExpanded)
    click(on: "Flow ─")
    #expect(!dashboard.places.isExpanded)
  }

  @Test mutating func `a click on a slider sets the knob to the value there`() {
    let box = dashboard.layout.box(of: .knobs)?.inner ?? Box.empty
    let slider = KnobsPanel.sliderColumns(dashboard.run.knobs, in: box)
    #expect(
      click(slider.upperBound - 1, box.row + 1)
        == [.send(.parameterChanged(name: "consumers", value: .count(64)))])
    #expect(
      click(slider.lowerBound, box.row + 1)
        == [.send(.parameterChanged(name: "consumers", value: .count(1)))])
    #expect(dashboard.chosenKnob?.name == "consumers")
    #expect(
      click(slider.upperBound - 1, box.row + 2)
        == [.send(.parameterChanged(name: "capacity", value: .unlimited))])
  }

  @Test mutating func `the thumb of a slider moves to the click`() {
    let size = Size(columns: 120, rows: 60)
    _ = dashboard.handle(.terminal(.resized(size)))
    let box = dashboard.layout.box(of: .knobs)?.inner ?? Box.empty
    let slider = KnobsPanel.sliderColumns(dashboard.run.knobs, in: box)
    for row in 0..<6 where row != 5 {
      for column in slider {
        click(column, box.row + row)
        let knob = dashboard.run.knobs.knobs[row]
        let value = dashboard.run.knobs.values[row]
        let place = (knob.kind.position(of: value) ?? 1) * Double(slider.count - 1)
        #expect(abs(place - Double(column - slider.lowerBound)) <= 3.5, "\(knob.name) \(value)")
        #expect(knob.kind.contains(value))
      }
    }
  }

  @Test mutating func `the wheel turns a knob over its slider, and chooses one over its name`() {
    let box = dashboard.layout.box(of: .knobs)?.inner ?? Box.empty
    let slider = KnobsPanel.sliderColumns(dashboard.run.knobs, in: box)
    let up = Mouse.wheeledUp(Point(column: slider.lowerBound, row: box.row + 1))
    #expect(
      dashboard.handle(.terminal(.mouseUsed(up)))
        == [.send(.parameterChanged(name: "consumers", value: .count(5)))])
    let down = Mouse.wheeledDown(Point(column: box.column, row: box.row))
    #expect(dashboard.handle(.terminal(.mouseUsed(down))) == [])
    #expect(dashboard.chosenKnob?.name == "capacity")
  }

  @Test mutating func `in the help a click chooses a row, and a second one runs it`() {
    _ = press(.character("?"))
    #expect(click(on: "Double the speed") == [])
    #expect(dashboard.help != nil)
    #expect(click(on: "Double the speed") == [.setSpeed(2)])
    #expect(dashboard.help == nil)
  }

  @Test mutating func `the help lists the commands below the keys, and Enter starts typing one`() {
    _ = press(.character("?"), .end)
    #expect(
      Sample.frame(dashboard, 80, 24).text.contains("theme NAME      Switch to another theme"))
    #expect(press(.up, .enter) == [])
    #expect(dashboard.typedLine?.text == "help" && dashboard.overlay == nil)
  }

  @Test mutating func `in the list a click chooses a scenario, and a second one starts it`() {
    _ = press(.character("s"))
    #expect(click(on: "Requests share") == [.preview(scenario: "pool")])
    #expect(dashboard.scenarioPage?.selected == 1)
    guard case .restart(let next, false) = click(on: "Requests share").first else {
      Issue.record("no restart")
      return
    }
    #expect(next.scenario == "pool")
  }

  @Test mutating func `a click beside an open page closes it`() {
    _ = dashboard.handle(.terminal(.resized(Size(columns: 200, rows: 50))))
    for key: Key in [.character("?"), .character("s")] {
      _ = press(key)
      click(100, 20)
      #expect(dashboard.overlay != nil)
      click(2, 20)
      #expect(dashboard.overlay == nil)
    }
  }

  @Test mutating func `a click accepts a candidate of a command`() {
    _ = press(.character(":"), .character("g"))
    click(on: "goto ")
    #expect(dashboard.typedLine?.text == "goto ")
    click(on: "start")
    #expect(dashboard.typedLine?.text == "goto start")
    click(on: "Flow")
    #expect(dashboard.prompt == nil && dashboard.places.focus == .knobs)
  }

  @Test mutating func `a click on the text of a filter edits it`() {
    _ = press(.character("/"), .character("p"), .character("u"), .character("t"), .enter)
    click(on: "/ put")
    #expect(dashboard.filteredPanel == .events)
    #expect(dashboard.typedLine?.text == "put")
  }

  @Test mutating func `a notice too long for the footer is shown above it until it is clicked`() {
    let text =
      "The file 'somewhere/else' can't be written: no such file or directory. Give another."
    _ = dashboard.handle(.problemShown(text))
    #expect(Sample.frame(dashboard, 80, 24).text.contains("another."))
    click(on: "Not done")
    #expect(dashboard.notice == nil)
  }

  @Test mutating func `a click has no effect on a screen that is too small`() {
    _ = dashboard.handle(.terminal(.resized(Size(columns: 59, rows: 15))))
    let before = dashboard.places.focus
    for row in 0..<15 {
      for column in 0..<59 { #expect(click(column, row) == []) }
    }
    #expect(dashboard.places.focus == before && dashboard.overlay == nil)
  }
}

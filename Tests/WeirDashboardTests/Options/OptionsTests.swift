import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct OptionsTests {
  private func opened(_ keys: Key...) -> Dashboard {
    var dashboard = Sample.dashboard(after: 1)
    _ = dashboard.handle(.terminal(.keyPressed(.character("o"))))
    for key in keys { _ = dashboard.handle(.terminal(.keyPressed(key))) }
    return dashboard
  }

  private func change(_ name: String, _ value: String, in group: String? = nil) -> Command {
    .keepSetting(SettingsChange(path: SettingPath(group: group, name: name), value: value))
  }

  /// Opens the options at the row with that name.
  private func opened(at name: String) -> Dashboard {
    var dashboard = opened()
    for tab in OptionTab.allCases {
      guard
        let index = OptionsPage().rows(tab, dashboard.overlayScene).firstIndex(where: {
          $0.name == name
        })
      else {
        continue
      }
      dashboard.overlay = OptionsPage(tab: tab, selected: index)
    }
    return dashboard
  }

  private func press(_ dashboard: inout Dashboard, _ keys: Key...) -> [Command] {
    keys.flatMap { dashboard.handle(.terminal(.keyPressed($0))) }
  }

  @Test func `every setting and every action has a row on exactly one page`() {
    let dashboard = opened()
    let names = OptionTab.allCases.flatMap {
      OptionsPage().rows($0, dashboard.overlayScene).map(\.name)
    }
    #expect(Set(names).count == names.count)
    #expect(names.count == Setting.all.count + KeyMap.standard.bindings.count)
  }

  @Test func `a change takes effect at once and is kept`() {
    var dashboard = opened(at: "graph")
    let commands = press(&dashboard, .right)
    var settings = Settings()
    settings.graph = .block
    #expect(commands == [.useSettings(settings), change("graph", "block")])
    #expect(dashboard.options.graphSigns == .block)
    #expect(
      press(&dashboard, .backspace) == [.useSettings(Settings()), change("graph", "braille")])
    #expect(press(&dashboard, .backspace) == [])
  }

  @Test func `the tasks, layout, characters and thresholds follow the settings`() {
    var dashboard = opened(at: "tasks-view")
    _ = press(&dashboard, .enter)
    #expect(dashboard.panels.tasks.form == .table)
    dashboard = opened(at: "layout")
    _ = press(&dashboard, .left)
    #expect(dashboard.places.preset == .quiet)
    dashboard = opened(at: "characters")
    _ = press(&dashboard, .right)
    #expect(Sample.frame(dashboard, 80, 24).cells.allSatisfy { $0.character.isASCII })
    dashboard = opened(at: "quiet")
    #expect(press(&dashboard, .right).last == change("quiet", "6s", in: "lints"))
    #expect(dashboard.run.history.thresholds.quiet == .seconds(6))
    dashboard = opened(at: "notice-time")
    _ = press(&dashboard, .right)
    dashboard.show(Notice(text: "words"))
    #expect(dashboard.notice?.secondsLeft == 6)
  }

  @Test func `a theme is kept once it has been read`() {
    var dashboard = opened(at: "theme")
    #expect(press(&dashboard, .right) == [.selectTheme("weir-light")])
    let light = Theme(name: "weir-light", scheme: .weirLight)
    var settings = Settings()
    settings.theme = "weir-light"
    #expect(
      dashboard.handle(.themeChanged(light)) == [
        .useSettings(settings), change("theme", "weir-light"),
      ])
    _ = press(&dashboard, .escape)
    #expect(press(&dashboard, .character("t")) == [.selectTheme("weir-dark")])
    #expect(dashboard.handle(.themeChanged(Sample.theme)) == [])
  }

  @Test func `a typed value is set, and a wrong one is explained`() {
    var dashboard = opened(at: "frames-per-second")
    #expect(press(&dashboard, .enter, .character("9"), .character("9"), .enter) == [])
    #expect(
      dashboard.optionsPage?.error
        == "'frames-per-second' can't be '99'. Give a whole number from 1 to 60.")
    #expect(
      press(&dashboard, .backspace, .enter).last == change("frames-per-second", "9"))
    #expect(dashboard.optionsPage?.takesKeys == false)
    #expect(press(&dashboard, .enter, .character("5"), .escape, .escape) == [])
    #expect(dashboard.overlay == nil)
    #expect(dashboard.options.settings.framesPerSecond == 9)
  }

  @Test func `after Enter, the next key pressed becomes the key of the action`() {
    var dashboard = opened(at: "pause")
    #expect(press(&dashboard, .enter) == [])
    #expect(press(&dashboard, .character("v")).last == change("pause", "v", in: "keys"))
    #expect(dashboard.options.keys.action(for: .character("v")) == .run(.pauseOrResume))
    #expect(dashboard.options.keys.action(for: .character(" ")) == nil)
    #expect(
      press(&dashboard, .right, .character("}")).last == change("pause", "[v, '}']", in: "keys"))
    #expect(press(&dashboard, .left).last == change("pause", "v", in: "keys"))
    #expect(press(&dashboard, .backspace).last == change("pause", "Space", in: "keys"))
    #expect(dashboard.options.settings == Settings())
  }

  @Test func `a key of another action is reassigned only after Enter`() {
    var dashboard = opened(at: "pause")
    #expect(press(&dashboard, .enter, .character("x"), .escape) == [])
    #expect(dashboard.options.settings == Settings())
    let commands = press(&dashboard, .enter, .character("x"), .enter)
    #expect(
      commands.suffix(2) == [
        change("run-again", "[]", in: "keys"), change("pause", "x", in: "keys"),
      ])
    #expect(dashboard.options.keys.action(for: .character("x")) == .run(.pauseOrResume))
  }

  @Test func `quit keeps a key, and Ctrl-C quits even during a question`() {
    var dashboard = opened(at: "quit")
    #expect(press(&dashboard, .left) == [])
    #expect(dashboard.optionsPage?.error?.hasPrefix("'quit' can't be without a key.") == true)
    #expect(press(&dashboard, .enter, .control("c")) == [.quit])
    dashboard = opened(at: "pause")
    #expect(press(&dashboard, .enter, .control("z")) == [])
    #expect(dashboard.optionsPage?.error?.hasPrefix("The terminal keeps Ctrl-Z") == true)
  }

  @Test func `Escape at the question for a key changes nothing`() {
    var dashboard = opened(at: "pause")
    #expect(press(&dashboard, .enter, .escape) == [])
    #expect(dashboard.optionsPage?.takesKeys == false)
    #expect(dashboard.options.settings == Settings())
  }

  @Test func `a click chooses a page, a row and a word`() {
    var dashboard = opened()
    func point(of word: String) -> Point? {
      let text = Sample.frame(dashboard, 80, 24).text.split(separator: "\n").map(String.init)
      guard let row = text.firstIndex(where: { $0.contains(word) }),
        let range = text[row].firstRange(of: word)
      else { return nil }
      return Point(
        column: text[row].distance(from: text[row].startIndex, to: range.lowerBound), row: row)
    }
    func click(_ word: String) -> [Command] {
      point(of: word).map { dashboard.handle(.terminal(.mouseUsed(.clicked($0)))) } ?? []
    }
    #expect(click("frames-per-second") == [])
    #expect(dashboard.chosenOption?.name == "frames-per-second")
    #expect(click("block").last == change("graph", "block"))
    #expect(dashboard.chosenOption?.name == "graph")
    #expect(click("4 Keys") == [])
    #expect(dashboard.optionsPage?.tab == .keys)
    _ = dashboard.handle(.terminal(.mouseUsed(.wheeledDown(Point(column: 9, row: 9)))))
    #expect(dashboard.optionsPage?.selected == 1)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 50), (60, 16)])
  func `the pages of the options`(columns: Int, rows: Int) throws {
    var text = ""
    var dashboard = opened(.down, .down, .down)
    dashboard.options.configurationPath = "/home/somebody/.config/weir/config.yaml"
    for _ in OptionTab.allCases {
      text += Sample.frame(dashboard, columns, rows).text + "\n"
      _ = press(&dashboard, .tab, .down)
    }
    try Golden("options-\(columns)x\(rows)").check(text)
  }

  @Test func `the options can be drawn at any size with any row chosen`() {
    for tab in OptionTab.allCases {
      for size in [(60, 16), (100, 17), (130, 45)] {
        var dashboard = opened()
        dashboard.overlay = OptionsPage(tab: tab)
        for _ in stride(from: 0, to: OptionsPage().rows(tab, dashboard.overlayScene).count, by: 5) {
          let frame = Sample.frame(dashboard, size.0, size.1)
          #expect(frame.text.contains("▸ \(dashboard.chosenOption?.name ?? "?")"))
          _ = press(&dashboard, .down, .down, .down, .down, .down)
        }
      }
    }
  }
}

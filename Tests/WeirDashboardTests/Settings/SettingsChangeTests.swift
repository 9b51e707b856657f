import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct SettingsChangeTests {
  private static let names = SettingNames(
    themes: ["weir-dark", "weir-light"], scenarios: ["producer-consumer"])

  private func change(_ text: String, _ path: String, to value: String) -> String? {
    let parts = path.split(separator: ".").map(String.init)
    let place = SettingPath(group: parts.count > 1 ? parts[0] : nil, name: parts[parts.count - 1])
    return SettingsChange(path: place, value: value).applied(to: text, file: "c", names: Self.names)
  }

  @Test func `a change rewrites one line and leaves all others as they were`() {
    let text = """
      # mine

      theme: weir-dark    # at night
      "mouse": off
      frames-per-second:   10

      keys:
          # near each other
          step: [n, 'N']  # next
          pause:
            - p
            # or
            - P
          help: h
      # the end
      """
    #expect(
      change(text, "theme", to: "weir-light")
        == text.replacing("weir-dark", with: "weir-light") + "\n")
    #expect(change(text, "mouse", to: "on") == text.replacing("\": off", with: "\": on") + "\n")
    #expect(
      change(text, "frames-per-second", to: "20") == text.replacing("  10", with: "20") + "\n")
    #expect(change(text, "keys.step", to: "','") == text.replacing("[n, 'N']", with: "','") + "\n")
    #expect(
      change(text, "keys.pause", to: "w")
        == text.replacing("pause:\n      - p\n      # or\n      - P", with: "pause: w\n      # or")
        + "\n")
  }

  @Test func `a new setting is added at the end, or to its group`() {
    #expect(change("mouse: off\n", "theme", to: "weir-light") == "mouse: off\ntheme: weir-light\n")
    #expect(
      change("mouse: off", "keys.step", to: "n") == "mouse: off\n\nkeys:\n  step: n\n")
    #expect(
      change("keys:\n    help: h\n    # words\n\nmouse: off\n", "keys.step", to: "n")
        == "keys:\n    help: h\n    # words\n    step: n\n\nmouse: off\n")
    #expect(change("", "theme", to: "weir-light") == "theme: weir-light\n")
    #expect(
      change("lints:\n\nkeys:\n  help: h\n", "lints.quiet", to: "1s")
        == "lints:\n  quiet: 1s\n\nkeys:\n  help: h\n")
  }

  @Test func `in the commented default the line of the setting is uncommented`() throws {
    let text = Settings.commentedText(Self.names)
    for setting in Setting.all {
      let value = YAMLText.scalar(
        setting.turned(setting.standard, .up, Self.names).description)
      let old = "#\(setting.name): \(YAMLText.scalar(setting.standard.description))\n"
      let changed = try #require(
        SettingsChange(path: setting.path, value: value)
          .applied(to: text, file: "c", names: Self.names), "\(setting.name)")
      #expect(changed == text.replacing(old, with: "\(setting.name): \(value)\n"))
    }
    let pause = change(text, "keys.pause", to: "p")?.split(separator: "\n")
      .first { $0.hasPrefix("  pause: p ") }
    #expect(pause?.contains("# Pause or resume") == true)
  }

  @Test func `a comment after a commented default stays after the value`() {
    #expect(
      change("#mouse: on  # for the beamer\n", "mouse", to: "off")
        == "mouse: off  # for the beamer\n")
  }

  @Test func `the line ends of another system are kept`() {
    #expect(
      change("mouse: off\r\ntheme: weir-dark\r\n", "theme", to: "weir-light")
        == "mouse: off\r\ntheme: weir-light\r\n")
  }

  @Test(arguments: ["{mouse: off, theme: weir-dark}", "- a\n- b", "x: [\n", "a: &b\n  <<: *b"])
  func `if no single line can be changed, the file stays as it is`(text: String) {
    #expect(change(text, "mouse", to: "on") == nil)
  }

  @Test func `an invalid value is not written`() {
    #expect(change("mouse: off", "mouse", to: "perhaps") == nil)
    #expect(change("mouse: off", "nothing", to: "1") == nil)
  }
}

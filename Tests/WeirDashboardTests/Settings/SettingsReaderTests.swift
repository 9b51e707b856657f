import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct SettingsReaderTests {
  private static let names = SettingNames(
    themes: ["weir-dark", "weir-light"],
    scenarios: ["pool", "producer-consumer"])

  private func read(_ text: String) -> SettingsReader {
    SettingsReader(text, file: "c", names: Self.names)
  }

  @Test func `an empty file gives the defaults`() {
    for text in ["", "\n\n", "# only words\n", "---\n", "lints:\nkeys:\n"] {
      let reader = read(text)
      #expect(reader.settings == Settings() && reader.problems.isEmpty, "\(text)")
    }
  }

  @Test func `each setting is read`() {
    let reader = read(
      """
      theme: weir-light
      tasks-view: tree
      graph: block
      characters: ascii
      colors: 256
      mouse: off
      frames-per-second: 12
      notice-time: 1.5s
      scenario: pool
      speed: 0.25
      recordings: ~/runs
      lints:
        loop-blocked: 20ms
        saturated-share: 75%
        amplification: 2.5
      keys:
        pause: p
        next-preset: [Ctrl-P, 'ß']
        zoom-in: []
      """)
    #expect(reader.problems == [])
    var expected = Settings()
    expected.theme = "weir-light"
    expected.tasksView = .tree
    expected.graph = .block
    expected.characters = .ascii
    expected.colors = .indexed
    expected.usesMouse = false
    expected.framesPerSecond = 12
    expected.noticeTime = .milliseconds(1500)
    expected.scenario = "pool"
    expected.speed = 250
    expected.recordings = "~/runs"
    expected.thresholds.loopBlocked = .milliseconds(20)
    expected.thresholds.saturatedShare = 0.75
    expected.thresholds.amplification = 2.5
    expected.keys = [
      .run(.pauseOrResume): [.character("p")], .run(.nextPreset): [.control("p"), .character("ß")],
      .screen(.zoomIn): [],
    ]
    #expect(reader.settings == expected)
  }

  @Test(arguments: [
    ("colour: blue", "c:1: There is no setting 'colour'. Did you mean 'colors'?"),
    ("\ntheme: weir-drk", "c:2: 'theme' can't be 'weir-drk'. Did you mean 'weir-dark'?"),
    ("theme: xyz", "c:1: 'theme' can't be 'xyz'. 'weir themes' lists them."),
    ("mouse: perhaps", "c:1: 'mouse' can't be 'perhaps'. Give one of on, off."),
    (
      "frames-per-second: 61",
      "c:1: 'frames-per-second' can't be '61'. Give a whole number from 1 to 60."
    ),
    (
      "notice-time: 5",
      "c:1: 'notice-time' can't be '5'. Give a duration such as 250ms, 1.5s or 2m, from 500ms to 1m."
    ),
    ("speed: [1, 2]", "c:1: 'speed' has no single value. Give a number from 0.001 to 65536."),
    ("mouse:", "c:1: 'mouse' has no single value. Give one of on, off."),
    ("loop-blocked: 1s", "c:1: There is no setting 'loop-blocked' here. Write it below 'lints:'."),
    (
      "mouse: on\nmouse: off",
      "c:2: 'mouse' already exists, in line 1. Remove one of the two; the first one counts."
    ),
    ("lints: 3", "c:1: 'lints' has no keys and values. Write them below it, indented."),
    ("words", "c:1: The file has no keys and values. Write each setting as 'name: value'."),
    ("keys:\n  hlp: k", "c:2: There is no action 'hlp' for a key. Did you mean 'help'?"),
    (
      "keys:\n  help: F99",
      "c:2: There is no key 'F99'. Write it as x, Space, F5, Ctrl-R, Shift-Left or PgUp."
    ),
    ("keys:\n  help: Ctrl-C", "c:2: Ctrl-C always quits. Give 'help' another key."),
    ("keys:\n  quit: []", "c:2: 'quit' can't be without a key. Give it one, or remove the line."),
    (
      "keys:\n  pause: x\n\n  step: [n, x]",
      """
      c:4: The key x of 'step' is also that of 'pause' in line 2. Give one of them another key; the \
      first one counts.
      """
    ),
  ])
  func `a problem is reported with its line`(text: String, problem: String) {
    #expect(read(text).problems.map(\.description) == [problem])
  }

  @Test func `settings without a problem take effect`() {
    let reader = read(
      "theme: nothing\nframes-per-second: 12\nmouse: off\nmouse: on\nkeys:\n  a: b\n  help: h\n")
    #expect(reader.problems.map(\.line) == [1, 4, 6])
    #expect(reader.settings.framesPerSecond == 12)
    #expect(!reader.settings.usesMouse)
    #expect(reader.settings.keys == [.page(.help): [.character("h")]])
  }

  @Test func `of a repeated group, everything below the second is ignored`() {
    let reader = read("keys:\n  help: h\nmouse: off\nkeys:\n  help: k\n  quit: [w,\n    v]\n")
    #expect(reader.problems.map(\.line) == [4])
    #expect(reader.settings.keys == [.page(.help): [.character("h")]])
  }

  @Test(arguments: [
    ("mouse: off\nkeys:\n  step: -\n", 3), ("a: b: c", 1), ("{", 2), ("\u{0}[[", 1), ("x: *y", 1),
  ])
  func `if a file is not YAML, the line is reported and nothing takes effect`(
    text: String, line: Int
  ) {
    let reader = read(text)
    #expect(reader.problems.map(\.line) == [line])
    #expect(reader.problems.allSatisfy { $0.text.hasPrefix("The file can't be read as YAML") })
    #expect(reader.settings == Settings())
  }

  @Test func `of a file with a problem in each line, 20 are reported and the rest counted`() {
    let yaml = (1...500).map { "k\($0): 1\n" }.joined()
    let reader = SettingsReader(yaml, file: "x.yaml", names: SettingNames())
    #expect(reader.problems.count == 21)
    #expect(reader.problems.last?.description.hasPrefix("x.yaml:21: 480 more problems") == true)
  }

  @Test(.mustEnd)
  func `a file of repeated keys is refused after some of them`() {
    let yaml = String(repeating: "theme: weir-dark\n", count: 3000)
    let reader = SettingsReader(yaml, file: "x.yaml", names: SettingNames(themes: ["weir-dark"]))
    #expect(reader.isBroken)
    #expect(reader.problems.count <= 21)
  }
}

import Testing
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct CommandPageTests {
  private let long = ShellCommand(
    words: ["weir", "run", "producer-consumer"]
      + (1...100).flatMap { ["--set", "consumers=\($0)@\($0).5s"] } + ["--paused"])

  private func dashboard(_ command: ShellCommand?) -> Dashboard {
    var dashboard = Sample.dashboard(after: 3)
    dashboard.options.commandToHere = { _, _, _ in command }
    _ = dashboard.handle(.terminal(.resized(Size(columns: 80, rows: 24))))
    return dashboard
  }

  private func press(_ key: Key, _ dashboard: inout Dashboard) -> [Command] {
    dashboard.handle(.terminal(.keyPressed(key)))
  }

  @Test func `the key copies the command and shows it in whole rows`() {
    let words = ["weir", "run", "producer-consumer", "--until", "3s", "--paused"]
    var dashboard = dashboard(ShellCommand(words: words))
    let commands = press(.character("y"), &dashboard)
    #expect(commands == [.copy("weir run producer-consumer --until 3s --paused")])
    let rows = Sample.frame(dashboard, 80, 24).text.split(separator: "\n")
    #expect(rows.contains("weir run producer-consumer --until 3s --paused"))
    #expect(rows.contains { $0.contains("The command that leads to 00:00:03.000") })
    #expect(press(.character("y"), &dashboard) == [])
    #expect(dashboard.overlay == nil)
  }

  @Test func `an option stands in one row with its value`() {
    let rows = long.rows(40)
    #expect(rows.allSatisfy { !$0.contains("--set  ") && !$0.contains("--set\\") })
    let only = ShellCommand(words: ["weir", "replay", "--at", "#9745"])
    #expect(only.rows(14) == ["weir replay  \\", "--at #9745"])
  }

  @Test func `the command leads to the event if others may share its instant`() {
    for (instant, event) in [(3.0, nil), (2.0, 2)] as [(Double, Int?)] {
      var dashboard = Sample.dashboard()
      dashboard.options.commandToHere = { _, event, _ in
        ShellCommand(words: [event.map { "#\($0)" } ?? "time"])
      }
      let at = VirtualInstant(nanoseconds: 2_000_000_000)
      let events = ["one", "two"].map { name in
        Event(at, .input(.markerSet(name: Symbol(name))))
      }
      _ = dashboard.handle(
        .batchArrived(
          EventBatch(
            events: events, now: VirtualInstant(nanoseconds: Int64(instant * 1e9)), state: .running)
        ))
      _ = dashboard.handle(.run(.pauseChanged(isPaused: true)))
      #expect(
        press(.character("y"), &dashboard) == [.copy(event.map { "#\($0)" } ?? "time")])
    }
  }

  @Test func `the command can be typed`() {
    var dashboard = dashboard(ShellCommand(words: ["weir"]))
    for key in ":copy" { _ = press(.character(key), &dashboard) }
    #expect(press(.enter, &dashboard).contains(.copy("weir")))
    #expect(dashboard.overlay is CommandPage)
  }

  @Test func `a long command can be read to its end`() {
    var dashboard = dashboard(long)
    _ = press(.character("y"), &dashboard)
    #expect(!Sample.frame(dashboard, 80, 24).text.contains("--paused"))
    _ = press(.end, &dashboard)
    #expect(Sample.frame(dashboard, 80, 24).text.contains("--paused"))
  }

  @Test func `without a command the page says why`() {
    var dashboard = dashboard(nil)
    #expect(press(.character("y"), &dashboard) == [])
    #expect(Sample.frame(dashboard, 80, 24).text.contains("this program can't repeat the run"))
  }

  @Test func `the page closes when another place is shown, to which its command does not lead`() {
    var dashboard = dashboard(ShellCommand(words: ["weir"]))
    _ = press(.character("y"), &dashboard)
    // The run continues under it.
    _ = press(.character(" "), &dashboard)
    #expect(dashboard.overlay is CommandPage)
    _ = press(.character(","), &dashboard)
    #expect(dashboard.overlay == nil)
    _ = press(.character("y"), &dashboard)
    _ = dashboard.handle(.run(.atHead))
    #expect(dashboard.overlay == nil)
  }

  @Test func `a log from a pipe can't be opened again`() {
    var dashboard = Replay.dashboard { $0.capabilities.reopens = false }
    #expect(press(.character("y"), &dashboard) == [])
    #expect(dashboard.overlay == nil)
    #expect(dashboard.notice?.text.contains("Save them to a file") == true)
  }

  @Test(arguments: [20, 60, 80, 119])
  func `each row but the last ends in a backslash in the last column`(columns: Int) {
    let rows = long.rows(columns)
    #expect(rows.dropLast().allSatisfy { $0.hasSuffix("\\") && $0.count == columns })
    #expect(rows.last.map { $0.count <= columns } == true)
    // As a shell reads it.
    let joined = rows.joined(separator: "\n").replacing("\\\n", with: "")
    #expect(joined.split(separator: " ").map(String.init) == long.words)
  }

  @Test func `a word that is wider than a row is cut, and a quoted one gets no backslash`() {
    let plain = ShellCommand(words: ["weir", "abcdefghij"])
    #expect(plain.rows(6) == ["weir \\", "abcde\\", "fghij"])
    let quoted = ShellCommand(words: ["weir", "'abcdefghijklmnop'"])
    #expect(quoted.rows(6) == ["weir \\", "'abcde", "fghijk", "lmnop'"])
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// What a source can't do is never requested of it, and the screen says why.
@Suite struct CapabilityTests {
  /// A dashboard over a source that can do nothing.
  private func helpless(_ kind: SourceStatus.Kind, focus: Panel = .flow) -> Dashboard {
    var dashboard = Sample.dashboard(after: 3)
    _ = dashboard.handle(.run(.sourceChanged(SourceStatus(kind, RunCapabilities()))))
    dashboard.places.focus = focus
    return dashboard
  }

  private static let kinds: [SourceStatus.Kind] = [.simulation, .log]

  @Test(arguments: KeyMap.standard.bindings, kinds)
  func `a key requests nothing of a source that can do nothing, and says why`(
    binding: KeyBinding, kind: SourceStatus.Kind
  ) throws {
    for focus in Panel.allCases {
      var dashboard = helpless(kind, focus: focus)
      let commands = dashboard.handle(.terminal(.keyPressed(binding.keys[0])))
      #expect(commands.allSatisfy { $0.isOfProgram }, "\(binding.help) at \(focus)")
      guard let reason = dashboard.refusal(of: binding.action) else { continue }
      #expect(dashboard.notice?.text == reason, "\(binding.help) at \(focus)")
      #expect(reason.hasSuffix(".") && reason.split(separator: ". ").count <= 2)
    }
  }

  @Test(arguments: TypedCommand.all, kinds)
  func `a command requests nothing of a source that can do nothing, and says why`(
    command: TypedCommand, kind: SourceStatus.Kind
  ) throws {
    var dashboard = helpless(kind)
    for key in ":\(command.example)" {
      _ = dashboard.handle(.terminal(.keyPressed(.character(key))))
    }
    let commands = dashboard.handle(.terminal(.keyPressed(.enter)))
    #expect(commands.allSatisfy { $0.isOfProgram }, "\(command.name)")
    guard let need = command.action.need else { return }
    let reason = SourceStatus(kind, RunCapabilities()).refusal(of: need)
    let entry = try #require(dashboard.commandEntry, "\(command.name) is gone")
    #expect(entry.error == reason)
  }

  @Test func `clicks and the wheel request nothing of a source that can do nothing`() {
    let (columns, rows) = (80, 24)
    var fresh = helpless(.log, focus: .knobs)
    _ = fresh.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
    for row in 0..<rows {
      for column in stride(from: 0, to: columns, by: row < 2 || row == rows - 1 ? 1 : 5) {
        var dashboard = fresh
        let point = Point(column: column, row: row)
        for mouse in [Mouse.clicked(point), .wheeledUp(point), .wheeledDown(point)] {
          #expect(dashboard.handle(.terminal(.mouseUsed(mouse))).allSatisfy { $0.isOfProgram })
        }
      }
    }
  }

  @Test(arguments: [true, false], [false, true])
  func `the footer of a replay offers only what can be done`(isFile: Bool, isOver: Bool) {
    let base = Replay.dashboard(after: 3, isFile: isFile) {
      if isOver { $0.ending = .end(reason: "finished") }
    }
    for focus in Panel.allCases {
      var dashboard = base
      dashboard.places.focus = focus
      let box = Box(column: 0, row: 0, columns: 300, rows: 1)
      let row = dashboard.footer.row(in: box)
      for area in row.areas {
        guard case .action(let action) = area.touch else { continue }
        #expect(dashboard.refusal(of: action) == nil, "\(action) at \(focus)")
        let absent: [KeyAction] = [
          .page(.scenarios), .run(.nextPitfall), .run(.toggleRecording),
        ]
        #expect(!absent.contains(action))
      }
    }
  }

  @Test func `a simulation can do everything`() {
    #expect(RunAbility.allCases.allSatisfy { SourceStatus.simulation.refusal(of: $0) == nil })
  }

  @Test func `the help marks what has no effect, and Enter on it says why`() throws {
    var dashboard = Replay.dashboard(after: 3)
    let index = try #require(
      dashboard.overlayScene.bindings.firstIndex { $0.action == .run(.nextPitfall) })
    _ = dashboard.handle(.terminal(.keyPressed(.character("?"))))
    dashboard.overlay = HelpPage(selected: index)
    let text = Sample.frame(dashboard, 80, 24).text
    #expect(text.contains("Enable the next pitfall, or none (not here)"))
    #expect(dashboard.handle(.terminal(.keyPressed(.enter))).isEmpty)
    #expect(dashboard.notice?.text.hasPrefix("This is a replay: pitfalls") == true)
  }

  @Test func `completion offers no command that has no effect`() {
    let names = Replay.dashboard(after: 1).grammar.completion(of: "").candidates.map(\.text)
    #expect(names.contains("goto") && names.contains("source") && names.contains("export"))
    for name in ["seed", "set", "pitfall", "record", "mark", "capacity"] {
      #expect(!names.contains(name), "\(name)")
    }
  }

  @Test(arguments: RunAbility.allCases, [SourceStatus.Kind.simulation, .log])
  func `a refusal says why, and what to do instead`(
    ability: RunAbility, kind: SourceStatus.Kind
  ) throws {
    let refusal = try #require(SourceStatus(kind, RunCapabilities()).refusal(of: ability))
    #expect(refusal.hasSuffix(".") && refusal.split(separator: ". ").count == 2)
    #expect(SourceStatus.simulation.refusal(of: ability) == nil)
  }
}

extension Command {
  /// Whether it is performed without the source of the run.
  fileprivate var isOfProgram: Bool {
    switch self {
    case .quit, .export, .copy, .keep, .selectTheme, .useSettings, .keepSetting: true
    // Every source may be asked what its past has of a task or a filter.
    case .lookFor: true
    // Time that continues after the end changes nothing in the run.
    case .continueTime: true
    // The run beside the shown one has a source of its own.
    case .compare, .sendToCompared, .stopComparing: true
    case .pause, .resume, .step, .setSpeed, .send, .restart, .beginAgain, .startRecording,
      .stopRecording, .goTo, .goToFuture, .preview:
      false
    }
  }
}

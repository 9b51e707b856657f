import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct KeyActionTests {
  /// A dashboard in a state in which the action has an effect.
  private func ready(for action: KeyAction) -> Dashboard {
    var dashboard = Sample.dashboard(after: 3)
    func press(_ keys: Key...) {
      for key in keys { _ = dashboard.handle(.terminal(.keyPressed(key))) }
    }
    switch action {
    case .move(.up), .move(.first): press(.end)
    case .knob(.turn), .move(.pageUp), .move(.pageDown): press(.down, .down)
    case .knob(.nextDistribution): press(.down, .down, .down)
    case .knob(.setDefault): press(.right)
    case .screen(.panel(.knobs)), .screen(.back): press(.tab)
    case .run(.realTime): _ = dashboard.handle(.run(.speedChanged(2)))
    default: break
    }
    return dashboard
  }

  @Test(arguments: KeyMap.standard.bindings)
  func `every entry of the key table has an effect`(binding: KeyBinding) {
    for key in binding.keys {
      var dashboard = ready(for: binding.action)
      let before = Sample.frame(dashboard, 80, 24)
      let commands = dashboard.handle(.terminal(.keyPressed(key)))
      #expect(!commands.isEmpty || Sample.frame(dashboard, 80, 24) != before, "\(binding.help)")
    }
  }

  @Test func `Enter on a row of the help does the same as its key`() {
    for (index, binding) in Sample.dashboard().overlayScene.bindings.enumerated() {
      var byKey = ready(for: binding.action)
      var byHelp = byKey
      let expected = byKey.handle(.terminal(.keyPressed(binding.keys[0])))
      _ = byHelp.handle(.terminal(.keyPressed(.character("?"))))
      byHelp.overlay = HelpPage(selected: index)
      let commands = byHelp.handle(.terminal(.keyPressed(.enter)))
      #expect(commands == expected, "\(binding.help)")
      #expect(Sample.frame(byHelp, 80, 24) == Sample.frame(byKey, 80, 24), "\(binding.help)")
    }
  }
}

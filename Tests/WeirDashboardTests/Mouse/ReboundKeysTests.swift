import Testing
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct ReboundKeysTests {
  private func dashboard(_ keys: [KeyAction: [Key]]) -> Dashboard {
    var settings = Settings()
    settings.keys = keys
    return Dashboard(
      description: Sample.description, start: RunStart(Sample.specification), theme: Sample.theme,
      options: .init(settings: settings, scenarios: [Sample.description]))
  }

  @Test func `titles, footer, help and the notice of small screens show the chosen keys`() {
    var dashboard = dashboard([
      .screen(.panel(.flow)): [.function(5)], .run(.pauseOrResume): [.character("w")],
      .screen(.quit): [.character("Q")],
    ])
    let text = Sample.frame(dashboard, 80, 24).text
    #expect(text.contains("╭ F5 Flow ") && text.contains(" w pause"))
    #expect(text.contains("Q quit"))
    #expect(Sample.frame(dashboard, 30, 10).text.contains("Q quits"))
    _ = dashboard.handle(.terminal(.keyPressed(.character("?"))))
    #expect(Sample.frame(dashboard, 80, 24).text.contains("w               Pause or resume"))
  }

  @Test func `on a screen that is too small only the key to quit has an effect`() {
    var dashboard = dashboard([.screen(.quit): [.character("V")]])
    _ = dashboard.handle(.terminal(.resized(Size(columns: 59, rows: 24))))
    let keys = KeyMap.standard.bindings.flatMap(\.keys) + [.character(":"), .character("q")]
    for key in keys where key != .control("c") {
      #expect(dashboard.handle(.terminal(.keyPressed(key))) == [], "\(key)")
    }
    #expect(dashboard.overlay == nil && dashboard.prompt == nil)
    #expect(dashboard.handle(.terminal(.keyPressed(.character("V")))) == [.quit])
    #expect(dashboard.handle(.terminal(.keyPressed(.control("c")))) == [.quit])
  }
}

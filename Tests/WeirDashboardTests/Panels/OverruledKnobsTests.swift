import Testing
import WeirScenarios
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Knobs that a pitfall overrules, and what the screen says when a pitfall is enabled or disabled.
@Suite struct OverruledKnobsTests {
  private func dashboard(
    _ scenario: String, pitfall: String? = nil, settings: [(knob: String, text: String)] = []
  ) throws -> Dashboard {
    Dashboard(
      description: try ScenarioCatalog.description(of: scenario),
      start: RunStart(
        try ScenarioCatalog.specification(
          of: scenario, pitfall: pitfall, seed: 42, settings: settings)),
      theme: Sample.theme)
  }

  private func text(_ dashboard: Dashboard, _ columns: Int, _ rows: Int) -> String {
    var dashboard = dashboard
    _ = dashboard.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
    return Sample.frame(dashboard, columns, rows).text
  }

  private func press(_ key: Key, _ dashboard: inout Dashboard) {
    for command in dashboard.handle(.terminal(.keyPressed(key))) {
      guard case .send(let input) = command else { continue }
      let kind: Event.Kind? =
        switch input {
        case .parameterChanged(let name, let value):
          .input(.parameterChanged(name: Symbol(name), value: Symbol(value.description)))
        case .pitfallSwitched(let name):
          .input(.pitfallSwitched(name: name.map { Symbol($0) } ?? .empty))
        default: nil
        }
      guard let kind else { continue }
      let batch = EventBatch(events: [Event(.zero, kind)], now: .zero, state: .running)
      _ = dashboard.handle(.batchArrived(batch))
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 50)])
  func `an overruled knob shows the value in effect and the pitfall`(
    columns: Int, rows: Int
  ) throws {
    var dashboard = try dashboard("errors", pitfall: "no-backoff", settings: [("attempts", "7")])
    dashboard.chooseKnob(3)
    let text = text(dashboard, columns, rows)
    #expect(text.contains(#/attempts +12.* ‹no-backoff›/#))
    #expect(!text.contains(#/attempts +7/#))
    dashboard.run.usePitfall(nil)
    #expect(self.text(dashboard, columns, rows).contains(#/attempts +7/#))
  }

  @Test func `a knob without effect is unused, and one that needs a pitfall names it`() throws {
    var storm = try dashboard("service", pitfall: "retry-storm")
    storm.places.isExpanded = true
    #expect(text(storm, 120, 40).contains(#/budget +unused +‹retry-storm›/#))
    var pool = try dashboard("pool")
    pool.places.isExpanded = true
    #expect(text(pool, 120, 40).contains(#/leak-share +unused +‹needs leak›/#))
    pool.run.usePitfall("leak")
    #expect(text(pool, 120, 40).contains(#/leak-share +5%/#))
  }

  @Test func `turning an overruled knob says so, and keeps the value`() throws {
    var dashboard = try dashboard("errors", pitfall: "no-backoff")
    dashboard.chooseKnob(3)
    press(.right, &dashboard)
    let notice = try #require(dashboard.notice?.text)
    #expect(
      notice
        == "The pitfall no-backoff keeps attempts at 12. 6 is kept for later.")
    #expect(dashboard.run.knobs["attempts"] == .count(6))
    #expect(dashboard.run.knobs.effectiveValue(of: "attempts") == .count(12))
    dashboard.run.usePitfall(nil)
    #expect(dashboard.run.knobs.effectiveValue(of: "attempts") == .count(6))
  }

  @Test(arguments: ScenarioCatalog.descriptions)
  func `the key b says what is broken, what to watch and when the lint fires`(
    description: ScenarioDescription
  ) throws {
    var dashboard = try dashboard(description.name)
    for pitfall in description.pitfalls {
      press(.character("b"), &dashboard)
      let notice = try #require(dashboard.notice)
      #expect(notice.secondsLeft >= 8)
      #expect(notice.text == "\(pitfall.summary) Watch \(pitfall.watch)")
      #expect(notice.title?.contains("\(DurationText(pitfall.warningAfter))") == true)
      for (columns, rows) in [(80, 24), (120, 40), (200, 50)] {
        var bare = dashboard
        bare.notice = nil
        let (with, without) = (text(dashboard, columns, rows), text(bare, columns, rows))
        #expect(with.contains("✗ \(pitfall.name): warning"))
        let changed = zip(with.split(separator: "\n"), without.split(separator: "\n"))
          .enumerated().filter { $1.0 != $1.1 }.map(\.offset)
        #expect(try #require(changed.min()) >= rows / 2, "the upper half stays free")
      }
    }
    press(.character("b"), &dashboard)
    #expect(dashboard.notice?.title == "✓ right form restored")
    for _ in 0..<100 { _ = dashboard.handle(.frameDue(secondsPassed: 0.1)) }
    #expect(dashboard.notice == nil)
  }
}

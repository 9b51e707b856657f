import Testing
import WeirEvents
import WeirScenarios

/// What scenarios say to users, in plain English.
@Suite struct ScenarioTextTests {
  /// Quaint or private words that must not come back.
  private static let forbidden = [
    "asked to stop", "request to stop", "beside", "come back", "comes of", "deal with",
    "dealt with", "for ever", "give back", "goes on", "in hand", "its turn", "lest ", "luck",
    "nobody", "of itself", "put in a", "relieved", "set off", "somebody", "spell", "under way",
    "whoever",
  ]

  private func texts(of description: ScenarioDescription) -> [String] {
    let pitfalls = description.pitfalls.flatMap { [$0.summary, $0.lesson, $0.watch] }
    return [description.summary] + description.presets.map(\.summary) + pitfalls
      + description.knobs.map(\.help) + description.triggers.map(\.summary) + description.sights
      + description.tries.map(\.text)
  }

  @Test(arguments: CatalogTests.descriptions)
  func `the texts of a scenario are plain English`(description: ScenarioDescription) {
    for text in texts(of: description) {
      let found = ScenarioTextTests.forbidden.filter { text.lowercased().contains($0) }
      #expect(found == [], "\(text)")
    }
  }

  @Test func `the words for waits are plain English`() {
    for words in WaitKind.allCases.map(\.words) + [.sleepForever, .serving] {
      let forms = [
        words.sentence("x"), words.short("x"), words.story("x"), words.event("x"),
        words.column("x", count: 2), words.line("x", count: 2), words.gone, words.link.clause("x"),
        words.resolvers.relation, words.resolvers.none,
      ]
      for text in forms {
        let found = ScenarioTextTests.forbidden.filter { text.lowercased().contains($0) }
        #expect(found == [], "\(text)")
      }
    }
  }
}

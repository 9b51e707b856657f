import Foundation
import Testing
import WeirEngine
import WeirScenarios
import WeirEvents

/// No source outside of the scenarios contains their words: the description of a scenario says
/// which roles and knobs its picture shows.
@Suite struct ScenarioWordsTests {
  /// Words that the dashboard uses in a meaning of its own.
  private static let own: Set<String> = [
    "base", "count", "deadline", "item", "items", "linger", "pause", "request", "source", "task",
    "tasks", "trigger", "uses",
  ]

  /// The roles and knobs of all scenarios, with each pitfall.
  private static func words() throws -> Set<String> {
    var words: Set<String> = []
    for description in ScenarioCatalog.descriptions {
      words.formUnion(description.knobs.map(\.name))
      for pitfall in [nil] + description.pitfalls.map({ Optional($0.name) }) {
        let specification = try ScenarioCatalog.specification(
          of: description.name, pitfall: pitfall, seed: 1)
        let run = try ScenarioRun(specification) { batch in
          for case .task(_, .created(_, let role, _, _)) in batch.events.map(\.kind) {
            words.insert(role.description)
          }
        }
        run.simulation.run(until: VirtualInstant(nanoseconds: 4_000_000_000))
        run.simulation.tearDown()
      }
    }
    return words
  }

  /// The literals of a line that consist of a single word.
  private static func literals(_ line: Substring) -> [String] {
    line.drop { $0 == " " }.hasPrefix("//")
      ? [] : line.matches(of: #/"([a-z-]+)"/#).map { String($0.1) }
  }

  @Test func `the sources of the dashboard name no role and no knob of a scenario`() throws {
    let words = try ScenarioWordsTests.words()
    #expect(words.isSuperset(of: ["coroutine", "worker", "main", "idle-timeout", "workers"]))
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/WeirDashboard")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    let sources = (files ?? []).filter { $0.hasSuffix(".swift") }
    #expect(sources.count > 100)
    for file in sources {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        for word in ScenarioWordsTests.literals(line) where words.contains(word) {
          #expect(ScenarioWordsTests.own.contains(word), "\(file): \(line)")
        }
      }
    }
  }

  @Test func `a word of a scenario is found in a literal, and not in a comment`() {
    #expect(ScenarioWordsTests.literals(#"  scene.count("workers")"#) == ["workers"])
    #expect(ScenarioWordsTests.literals(#"  /// As "workers" does."#) == [])
  }
}

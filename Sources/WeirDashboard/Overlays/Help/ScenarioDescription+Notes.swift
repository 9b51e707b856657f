public import WeirScreen
import WeirAnalysis
public import WeirEvents

extension ScenarioDescription {
  /// What to watch, what to try, the triggers, and what each pitfall teaches; without empty
  /// sections.
  public var notes: [NoteSection] {
    let sections = [
      NoteSection("What to watch", sights.map { .init("·", $0) }),
      NoteSection("What to try", tries.map { .init($0.keys, $0.text) }),
      NoteSection("Triggers", triggers.map { .init($0.name, $0.summary) }),
      NoteSection("Pitfalls", pitfalls.map { .init($0.name, "\($0.summary) \($0.lesson)") }),
    ]
    return sections.filter { !$0.entries.isEmpty }
  }
}

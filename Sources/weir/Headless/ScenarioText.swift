import WeirScreen
import WeirDashboard
import WeirAnalysis
import WeirEvents
import WeirLog

/// The description of a scenario, for a terminal of 80 columns.
struct ScenarioText {
  private static let columns = 80

  private let description: ScenarioDescription

  init(_ description: ScenarioDescription) {
    self.description = description
  }

  var text: String {
    let about = NoteSection(
      description.name,
      [
        .init("", description.summary), .init("", "The guide: \(description.guideSection)."),
      ])
    let presets = NoteSection("Presets", description.presets.map { .init($0.name, $0.summary) })
    let knobs = NoteSection("Knobs", description.knobs.map { .init($0.name, $0.help) })
    let sections = [about] + description.notes + effects + [presets, knobs, defaults]
    return sections.map(text).joined(separator: "\n\n")
  }

  private func text(_ section: NoteSection) -> String {
    let rows = section.rows(columns: ScenarioText.columns - 2).map { "  \($0.lead)\($0.text)" }
    return ([section.heading] + rows).joined(separator: "\n")
  }

  /// The effect of each pitfall: what to watch, when to expect a warning, and which knobs it
  /// overrules.
  private var effects: [NoteSection] {
    guard !description.pitfalls.isEmpty else { return [] }
    return [
      NoteSection(
        "While a pitfall is on",
        description.pitfalls.map { pitfall in
          let watch =
            "Watch \(pitfall.watch) Expect a warning after about \(DurationText(pitfall.warningAfter))."
          return .init(pitfall.name, ([watch] + knobs(of: pitfall)).joined(separator: " "))
        })
    ]
  }

  private func knobs(of pitfall: ScenarioDescription.Pitfall) -> [String] {
    let held = pitfall.overrules.compactMap { overruling in
      overruling.value.map { "\(overruling.knob)=\($0)" }
    }
    let unused = pitfall.overrules.filter { $0.value == nil }.map(\.knob)
    let sentences = [
      ("It sets", held), ("It ignores", unused), ("Only it uses", pitfall.uses),
    ]
    return sentences.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))." }
  }

  /// The default and the range of each knob.
  private var defaults: NoteSection {
    let width = description.knobs.map(\.name.count).max() ?? 0
    return NoteSection(
      "Defaults and ranges",
      description.knobs.map { knob in
        let value = description.value(of: knob, in: description.standardPreset)
        let name = knob.name + String(repeating: " ", count: width - knob.name.count)
        return .init("\(name)  \(value?.description ?? "")", knob.kind.rangeText)
      })
  }
}

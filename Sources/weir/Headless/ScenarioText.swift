import WeirTrace

/// All about a scenario, for a person to read in a terminal of 80 columns.
struct ScenarioText {
  private let description: ScenarioDescription

  init(_ description: ScenarioDescription) {
    self.description = description
  }

  var text: String {
    let sections = [
      [description.name, description.summary, "The guide: \(description.guideSection)."],
      ["Presets"] + table(description.presets.map { ($0.name, $0.summary) }),
      ["Pitfalls"] + table(description.pitfalls.map { ($0.name, "\($0.summary) \($0.lesson)") }),
    ]
    let triggers = description.triggers.map { ($0.name, $0.summary) }
    let others = [
      triggers.isEmpty ? [] : ["Triggers"] + table(triggers),
      ["Knobs"] + table(description.knobs.map { ($0.name, $0.help) }),
      ["Defaults and ranges"] + table(names: description.knobs.map(\.name), defaults),
      ["Watch"] + description.sights.map { "  \($0)" },
      ["Try"] + table(description.tries.map { ($0.keys, $0.text) }),
    ]
    return (sections + others.filter { !$0.isEmpty }).map { $0.joined(separator: "\n") }.joined(
      separator: "\n\n")
  }

  /// The default of each knob, and what it takes, in two columns.
  private var defaults: [String] {
    let values = description.presets[0].values.map(\.description)
    let ranges = description.knobs.map(\.rangeText)
    return table(zip(values, ranges).map { ($0, $1) }).map { String($0.dropFirst(2)) }
  }

  private func table(names: [String], _ texts: [String]) -> [String] {
    table(zip(names, texts).map { ($0, $1) })
  }

  private func table(_ rows: [(name: String, text: String)]) -> [String] {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      "  \(row.name)\(String(repeating: " ", count: width - row.name.count))  \(row.text)"
    }
  }
}

/// One row of the options: a setting, or the keys of an action.
enum OptionRow: Sendable {
  case setting(Setting)
  case keys(KeyBinding)

  /// Its name in the configuration file.
  var name: String {
    switch self {
    case .setting(let setting): setting.name
    case .keys(let binding): binding.action.name
    }
  }

  /// The heading above the first of several rows that belong together.
  var topic: String? {
    switch self {
    case .setting(let setting): Setting.topic(of: setting)
    case .keys(let binding): binding.topic.rawValue
    }
  }
}

/// One line of a page of the options.
enum OptionLine: Sendable {
  case blank
  case heading(String)
  /// The row with this index.
  case row(Int)
}

extension [OptionRow] {
  /// The rows, with a heading and a blank line wherever a topic starts.
  var lines: [OptionLine] {
    var lines: [OptionLine] = []
    var topic: String?
    for (index, row) in enumerated() {
      if row.topic != topic, let heading = row.topic {
        lines += (index == 0 ? [] : [.blank]) + [.heading(heading)]
      }
      topic = row.topic
      lines.append(.row(index))
    }
    return lines
  }
}

/// The pages of the options, in order.
enum OptionTab: String, Sendable, CaseIterable {
  case screen = "Screen"
  case program = "Program"
  case warnings = "Warnings"
  case keys = "Keys"

  /// The section of the settings on the page; `nil` for the page of the keys.
  var section: Setting.Section? {
    switch self {
    case .screen: .screen
    case .program: .program
    case .warnings: .warnings
    case .keys: nil
    }
  }

  /// The page `step` pages further, wrapping around at both ends.
  func next(_ step: Int) -> OptionTab {
    let all = OptionTab.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[((index + step) % all.count + all.count) % all.count]
  }
}

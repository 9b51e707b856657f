import WeirScreen

/// What stands beside the title of a panel: parts that become shorter if there is little room, and
/// are then left out whole, the least important ones first.
struct TitleParts {
  private struct Part {
    /// From the longest to the shortest.
    let forms: [Line]
    let rank: Int
  }

  private var parts: [Part] = []

  /// Adds a part after the others.
  ///
  /// - Parameters:
  ///   - forms: How it may look, the longest first; empty ones say nothing.
  ///   - rank: How important it is: parts of a lower rank are left out first.
  mutating func add(_ forms: Line..., rank: Int) {
    guard forms.contains(where: { $0.width > 0 }) else { return }
    parts.append(Part(forms: forms, rank: rank))
  }

  /// The parts in their order, as long as there is room for. Only a single part that is still too
  /// long is cut.
  func line(_ columns: Int) -> Line {
    let levels = max(parts.map(\.forms.count).max() ?? 0, 1)
    for level in 0..<levels {
      let line = TitleParts.line(of: parts, level, isTight: level > 0 && level == levels - 1)
      if line.width <= columns { return line }
    }
    var rest = parts
    while rest.count > 1, let least = rest.map(\.rank).min() {
      rest = rest.contains { $0.rank > least } ? rest.filter { $0.rank > least } : [rest[0]]
      let line = TitleParts.line(of: rest, levels - 1, isTight: levels > 1)
      if line.width <= columns { return line }
    }
    return TitleParts.line(of: rest, levels - 1, isTight: true).fitted(to: max(columns, 0))
  }

  private static func line(of parts: [Part], _ level: Int, isTight: Bool) -> Line {
    var line = Line()
    for part in parts {
      guard let form = part.forms.dropFirst(level).first ?? part.forms.last, form.width > 0 else {
        continue
      }
      if line.width > 0 { line.add(isTight ? " " : "  ", .dim) }
      line.add(form)
    }
    return line
  }
}

extension Box {
  /// The columns beside the title of a panel, its key and its tabs, for a box inside its border.
  func columns(beside panel: Panel, tabs: Line = Line()) -> Int {
    columns - panel.title.count - tabs.width - Box.titleMargin
  }

  /// The columns of the key, of the blanks, and of the border between title and summary.
  private static let titleMargin = 7
}

/// Things to draw, grouped by their ink, in the order in which each ink was first used.
struct InkGroups<Element> {
  typealias Ink = PictureLook.Ink

  private var inks: [Ink] = []
  private var groups: [Ink: [Element]] = [:]

  /// All groups; none is empty.
  var all: [(ink: Ink, elements: [Element])] { inks.map { ($0, self[$0]) } }

  subscript(ink: Ink) -> [Element] {
    get { groups[ink] ?? [] }
    _modify {
      if groups[ink] == nil { inks.append(ink) }
      yield &groups[ink, default: []]
    }
  }

  mutating func mapElements(_ change: ([Element]) -> [Element]) {
    groups = groups.mapValues(change)
  }
}

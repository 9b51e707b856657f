/// How many rows each panel could fill, borders included, for the layout.
struct PanelNeeds: Sendable, Equatable {
  private var needs: [Panel: ClosedRange<Int>] = [:]

  /// The rows that show everything, and the most rows that a panel can make use of; `nil` if that
  /// is unknown.
  subscript(panel: Panel) -> ClosedRange<Int>? {
    get { needs[panel] }
    set { needs[panel] = newValue }
  }
}

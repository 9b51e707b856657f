/// How many rows each panel could fill, borders included, for the layout.
///
/// A need grows at once, and shrinks only after it has been smaller for five seconds, so that
/// panels stay where they are while tasks and findings come and go.
struct PanelNeeds: Sendable, Equatable {
  /// For how many seconds a need is kept after the last time it was as large.
  static let keptSeconds = 5.0

  private struct Need: Sendable, Equatable {
    var rows: ClosedRange<Int>
    /// The largest need since it was last as large as `rows`, and for how many seconds.
    var lesser: ClosedRange<Int>?
    var seconds = 0.0
  }

  private var needs: [Panel: Need] = [:]

  /// The rows that show everything, and the most rows that a panel can make use of; `nil` if that
  /// is unknown.
  subscript(panel: Panel) -> ClosedRange<Int>? { needs[panel]?.rows }

  /// Notes what a panel could fill now.
  ///
  /// - Parameter seconds: How much wall time has passed since it was last noted.
  mutating func note(_ rows: ClosedRange<Int>, for panel: Panel, after seconds: Double) {
    guard var need = needs[panel] else { return needs[panel] = Need(rows: rows) }
    let kept = need.rows
    guard rows.lowerBound < kept.lowerBound || rows.upperBound < kept.upperBound else {
      return needs[panel] = Need(rows: rows)
    }
    let union = Self.greater(rows, need.lesser ?? rows)
    need.rows = Self.greater(rows, kept)
    need.lesser = union
    need.seconds += max(seconds, 0)
    needs[panel] = need.seconds < PanelNeeds.keptSeconds ? need : Need(rows: union)
  }

  private static func greater(
    _ one: ClosedRange<Int>, _ other: ClosedRange<Int>
  ) -> ClosedRange<Int> {
    max(one.lowerBound, other.lowerBound)...max(one.upperBound, other.upperBound)
  }
}

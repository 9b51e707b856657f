/// How many rows a panel asks for in a column, borders included.
struct PanelSize: Sendable, Equatable {
  /// With fewer rows it has no place.
  var minimum: Int
  /// The rows that it gets before any panel gets more than its ideal.
  var ideal: Int
  var maximum = Int.max
  /// Its weight when the rows beyond the ideals are shared out.
  var weight: Int
  /// Panels of a high rank stay when rows are scarce.
  var rank: Int
}

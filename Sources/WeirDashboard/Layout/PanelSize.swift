/// How many rows a panel asks for in a column, borders included.
struct PanelSize: Sendable, Equatable {
  /// With fewer it has no place.
  var minimum: Int
  /// What it gets before others get more than theirs.
  var ideal: Int
  var maximum = Int.max
  /// Its part of what is left beyond the ideals.
  var weight: Int
  /// Panels of high rank stay when rows are scarce.
  var rank: Int
}

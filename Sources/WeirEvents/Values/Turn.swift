/// How far one press of a key turns a value.
public enum Turn: Hashable, Sendable {
  case down, up, coarseDown, coarseUp

  /// Whether it leads to higher values.
  package var isUp: Bool { self == .up || self == .coarseUp }

  /// Whether it goes several steps at once.
  package var isCoarse: Bool { self == .coarseDown || self == .coarseUp }

  /// One step in the same direction.
  package var fine: Turn { isUp ? .up : .down }
}

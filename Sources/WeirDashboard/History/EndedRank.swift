import WeirEvents
import WeirWording

/// Which ended tasks matter more than others.
enum EndedRank {
  /// The rank of an ended task: the least is listed first. Tasks that a library starts for itself
  /// come last.
  ///
  /// - Parameter isOver: Whether the run has ended: then how a task ended matters most.
  static func of(_ role: Symbol, _ activity: Activity, isOver: Bool) -> Int {
    if role.isInternalRole { return internals }
    guard isOver else { return 0 }
    return switch activity {
    case .failed, .timedOut: 0
    case .cancelled: 1
    default: 2
    }
  }

  private static let internals = 3
}

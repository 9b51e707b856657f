public import WeirEvents

/// Which events of a past must not make room for newer ones.
public enum EventHold: Sendable, Hashable {
  case nothing
  /// Those after this number of events, and some before them.
  case event(Int)
  /// Those that are reported from this instant on, and some before them.
  case instant(VirtualInstant)
}

import WeirEvents

/// What a task that waited for a place is told.
enum PlaceSettlement: Equatable {
  case granted(ResourceID)
  case cancelled
}

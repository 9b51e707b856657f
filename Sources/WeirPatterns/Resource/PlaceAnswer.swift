import WeirEvents

/// The answer to a task that waited for a place.
enum PlaceAnswer: Equatable {
  case granted(ResourceID)
  case cancelled
}

public import WeirEvents

/// The answer to a task that waited for a place.
@usableFromInline
enum PlaceAnswer: Equatable, Sendable {
  case granted(ResourceID)
  case cancelled
}

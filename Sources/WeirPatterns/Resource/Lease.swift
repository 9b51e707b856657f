public import WeirEvents

/// An acquired resource, and the place that it occupies until it is released.
public struct Lease<Handle: Sendable>: Sendable {
  /// What was acquired.
  public let handle: Handle
  /// The number of its place, counted from 1; numbers of free places are reused.
  public let resource: ResourceID
  /// The task that acquired it; `TaskID.none` if there is no reporter.
  public let owner: TaskID
  /// Distinguishes this lease from all others of the same place.
  @usableFromInline let number: UInt64

  @inlinable
  init(handle: Handle, resource: ResourceID, owner: TaskID, number: UInt64) {
    (self.handle, self.resource, self.owner) = (handle, resource, owner)
    self.number = number
  }
}

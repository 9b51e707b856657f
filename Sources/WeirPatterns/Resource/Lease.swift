public import WeirEvents

/// A resource in somebody's hands, and the place that it takes until it is given back.
public struct Lease<Handle: Sendable>: Sendable {
  /// What was acquired.
  public let handle: Handle
  /// The number of its place, counted from 1; a place that comes free is taken again.
  public let resource: ResourceID
  /// Who acquired it.
  public let owner: TaskID
  /// Tells this time that the place is taken from all others.
  let number: UInt64
}

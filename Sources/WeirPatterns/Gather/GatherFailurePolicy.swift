/// What the error of one child means for the others.
@usableFromInline
enum GatherFailurePolicy {
  /// All running children are cancelled, and the error is thrown.
  case cancelSiblings
  /// Nothing: the error is one result among others.
  case collect
}

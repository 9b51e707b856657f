import WeirEvents

extension Symbol {
  /// Whether it is the role of tasks that `asyncio` starts for itself, such as to accept a
  /// connection, or when a program ends.
  var isInternalRole: Bool {
    let name = description
    return Symbol.internalRoles.contains { name.hasPrefix($0) }
  }

  /// How their names begin. Programs may well start tasks of public methods.
  private static let internalRoles = [
    "BaseEventLoop.shutdown_", "BaseEventLoop._", "BaseSelectorEventLoop._",
  ]
}

import WeirEvents

extension Symbol {
  /// Whether it is the role of tasks that `asyncio` starts for itself when a program ends.
  var isInternalRole: Bool { description.hasPrefix("BaseEventLoop.shutdown_") }
}

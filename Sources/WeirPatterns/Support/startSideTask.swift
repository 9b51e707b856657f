public import WeirEvents

/// Starts an operation concurrently with the current task: in the simulation, for code that runs in
/// one; otherwise as a task of Swift's own that begins immediately, and runs inline until it has to
/// wait.
@usableFromInline
func startSideTask(_ operation: @escaping @Sendable () async -> Void) -> SideTask {
  if let host = CurrentTaskHost.value { return host.startSideTask(operation) }
  if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
    return SideTask(Task.immediate { await operation() })
  }
  return SideTask(Task { await operation() })
}

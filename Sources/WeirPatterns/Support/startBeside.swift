import WeirEvents

/// Starts an operation concurrently with the current task: in the simulation, for code that runs in
/// one; otherwise as a task of Swift's own that begins immediately, and runs inline until it has to
/// wait.
func startBeside(_ operation: @escaping @Sendable () async -> Void) -> TaskBeside {
  if let host = CurrentTaskHost.value { return host.startBeside(operation) }
  if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
    return TaskBeside(Task.immediate { await operation() })
  }
  return TaskBeside(Task { await operation() })
}

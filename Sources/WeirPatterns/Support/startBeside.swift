import WeirEvents

/// Starts an operation beside the current task: on the simulation for code that runs in one, else
/// as a task of Swift's own that begins at once and takes no detour if it doesn't have to wait.
func startBeside(_ operation: @escaping @Sendable () async -> Void) -> TaskBeside {
  if let host = CurrentTaskHost.value { return host.startBeside(operation) }
  if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
    return TaskBeside(Task.immediate { await operation() })
  }
  return TaskBeside(Task { await operation() })
}

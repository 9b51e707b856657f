import WeirDashboard

/// A source of the events on the screen: a simulation or a log.
///
/// A source works on a thread of its own. It takes commands, and reports what happens as updates;
/// the screen, the recorder and the footer check its capabilities, never its type.
protocol RunSource: Sendable {
  /// Its kind and capabilities, as far as known before its first event.
  var status: SourceStatus { get }
  var thread: SourceThread { get }
}

extension RunSource {
  /// Its updates, in order; the source waits while its reader is slow.
  var updates: BoundedStream<SourceUpdate> { thread.updates }

  var capabilities: RunCapabilities { status.capabilities }

  func perform(_ command: SourceCommand) { thread.perform([command]) }

  /// Sends several commands, with no others between them.
  func perform(_ commands: [SourceCommand]) { thread.perform(commands) }

  /// Ends the source soon, even if it is blocked.
  func stop() { thread.stop() }
}

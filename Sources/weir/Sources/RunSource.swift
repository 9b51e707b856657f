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
  var news: BoundedStream<SourceNews> { thread.news }

  var capabilities: RunCapabilities { status.capabilities }

  func order(_ order: SourceOrder) { thread.order([order]) }

  /// Sends several commands, with no others between them.
  func order(_ orders: [SourceOrder]) { thread.order(orders) }

  /// Ends the source soon, even if it is blocked.
  func stop() { thread.stop() }
}

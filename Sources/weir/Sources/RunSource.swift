import WeirDashboard

/// Where the events on the screen come from: a simulation, or a log.
///
/// A source works on a thread of its own. It takes orders, and what becomes of them comes as news;
/// the screen, the recorder and the footer ask what it is capable of, and never which one it is.
protocol RunSource: Sendable {
  /// What it is and what can be done with it, as far as that is known before its first event.
  var status: SourceStatus { get }
  var thread: SourceThread { get }
}

extension RunSource {
  /// What happens, in order; the source waits while its reader is slow.
  var news: BoundedStream<SourceNews> { thread.news }

  var capabilities: RunCapabilities { status.capabilities }

  func order(_ order: SourceOrder) { thread.order([order]) }

  /// Asks for several things; nothing else comes between them.
  func order(_ orders: [SourceOrder]) { thread.order(orders) }

  /// Ends the source soon, whatever it waits for.
  func stop() { thread.stop() }
}

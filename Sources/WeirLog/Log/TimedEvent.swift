import WeirEvents

/// An event as its line tells it.
struct TimedEvent {
  /// The instant of the line.
  var at: VirtualInstant
  var kind: Event.Kind
  /// When it happened, if the line says that it comes late.
  var since = VirtualInstant.endOfTime
}

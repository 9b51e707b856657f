import WeirEvents

/// An event as written on its line.
struct TimedEvent {
  /// The instant of the line.
  var at: VirtualInstant
  var kind: Event.Kind
  /// When it happened, if the line says that it is late; otherwise the end of time.
  var since = VirtualInstant.endOfTime
}

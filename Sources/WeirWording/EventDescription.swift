public import WeirAnalysis
public import WeirEvents

/// An event in words, for text outside the screen: the sentence that the events panel shows.
public struct EventDescription: Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// - Parameter analysis: what is known about the run before the event.
  public init(_ event: Event, after analysis: Analysis) {
    var analysis = analysis
    analysis.fold(event)
    description = EventSentence(NamedEvent(describing: event, in: analysis)).text
  }
}

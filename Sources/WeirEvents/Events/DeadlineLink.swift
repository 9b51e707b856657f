/// One deadline of the current work, and those around it.
@usableFromInline
package protocol DeadlineLink: AnyObject, Sendable {
  /// The instant, on whatever clock.
  var instant: any Sendable { get }

  /// The next deadline around it.
  var outer: (any DeadlineLink)? { get }
}

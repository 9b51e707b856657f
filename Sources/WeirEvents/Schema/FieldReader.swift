/// Reads the values of an event, in the order of its schema.
///
/// Each requirement throws `FieldFailure` if the value is missing or of another type.
public protocol FieldReader {
  /// A number of something, or a count.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() throws(FieldFailure)
    -> Number

  /// A number that may be left out.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    or usual: Number
  ) throws(FieldFailure) -> Number

  /// An instant, in nanoseconds since the start of the run.
  mutating func instant() throws(FieldFailure) -> VirtualInstant

  /// A duration, in nanoseconds.
  mutating func duration() throws(FieldFailure) -> Duration

  /// A name of a task, queue, pool, batcher or worker.
  mutating func label() throws(FieldFailure) -> Label

  /// A text.
  mutating func symbol() throws(FieldFailure) -> Symbol

  /// A text that may be left out.
  mutating func symbolOrEmpty() throws(FieldFailure) -> Symbol

  /// A text or `null`.
  mutating func symbolOrNull() throws(FieldFailure) -> Symbol

  /// The value of a knob, as it is written on the command line.
  mutating func scalar() throws(FieldFailure) -> Symbol

  /// A limit; `nil` if there is none.
  mutating func capacity() throws(FieldFailure) -> UInt32?

  /// A word from a fixed list.
  mutating func word<Word: EventWord>() throws(FieldFailure) -> Word

  /// A word that may be left out.
  mutating func word<Word: EventWord>(or usual: Word) throws(FieldFailure) -> Word

  /// A flag that may be left out.
  mutating func flag() throws(FieldFailure) -> Bool

  /// What a task waits for.
  mutating func wait() throws(FieldFailure) -> Wait

  /// A place in the source that may be left out.
  mutating func place() throws(FieldFailure) -> CallSite

  /// Where a task comes from: four fields that may be left out.
  mutating func origin() throws(FieldFailure) -> TaskOrigin
}

/// Why the values of an event don't fit its kind.
public struct FieldFailure: Error, Hashable, Sendable {
  /// What is wrong, as part of a sentence: "its 'depth' is not a number of that kind".
  public let problem: String
  /// Whether it is not a mistake but a word that this version does not know.
  public let isUnknownWord: Bool

  /// A failure with a problem as part of a sentence.
  public init(problem: String, isUnknownWord: Bool = false) {
    self.problem = problem
    self.isUnknownWord = isUnknownWord
  }
}

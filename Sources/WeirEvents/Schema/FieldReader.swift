/// Gives the values of an event, in the order of its schema.
public protocol FieldReader {
  /// A number of something, or a count.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() throws(FieldFailure)
    -> Number

  /// A number that may be left out.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    or usual: Number
  ) throws(FieldFailure) -> Number

  mutating func instant() throws(FieldFailure) -> VirtualInstant

  mutating func duration() throws(FieldFailure) -> Duration

  /// A name of a task, queue, pool, batcher or worker.
  mutating func label() throws(FieldFailure) -> Label

  mutating func symbol() throws(FieldFailure) -> Symbol

  /// A text that may be left out.
  mutating func symbolOrEmpty() throws(FieldFailure) -> Symbol

  /// A text or null.
  mutating func symbolOrNull() throws(FieldFailure) -> Symbol

  /// The value of a knob, as it is written on the command line.
  mutating func scalar() throws(FieldFailure) -> Symbol

  /// A limit; nil if there is none.
  mutating func capacity() throws(FieldFailure) -> UInt32?

  mutating func word<Word: EventWord>() throws(FieldFailure) -> Word

  /// A word that may be left out.
  mutating func word<Word: EventWord>(or usual: Word) throws(FieldFailure) -> Word

  /// A flag that may be left out.
  mutating func flag() throws(FieldFailure) -> Bool

  mutating func wait() throws(FieldFailure) -> Wait

  /// A place in the source that may be left out.
  mutating func place() throws(FieldFailure) -> CallSite

  /// Where a task comes from: four fields that may be left out.
  mutating func origin() throws(FieldFailure) -> TaskOrigin
}

/// Why the values of an event are not what its kind says.
public struct FieldFailure: Error, Hashable, Sendable {
  /// What is wrong, as a part of a sentence: "its 'depth' is not a number of that kind".
  public let problem: String
  /// Whether it is no mistake but a word that this program does not know.
  public let isUnknownWord: Bool

  public init(problem: String, isUnknownWord: Bool = false) {
    self.problem = problem
    self.isUnknownWord = isUnknownWord
  }
}

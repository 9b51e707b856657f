/// Writes the values of an event, in the order of its schema.
///
/// What is *added* is part of the digest. What is *noted* is not: places in the source, so that an
/// edit elsewhere in a file changes no digest, and fields that only logs of real programs have.
public protocol FieldWriter {
  /// Begins an event of the kind with that number in the digest.
  mutating func begin(_ kind: UInt8)

  /// A number of something, or a count.
  mutating func add(_ number: UInt64)

  /// An instant or a duration, in nanoseconds.
  mutating func add(_ nanoseconds: Int64)

  /// A name of a task, queue, pool, batcher or worker.
  mutating func add(_ name: Label)

  /// A text.
  mutating func add(_ text: Symbol)

  /// A text that is left out of a log if it is empty.
  mutating func addUnlessEmpty(_ text: Symbol)

  /// A text that is `null` in a log if it is empty.
  mutating func add(orNull text: Symbol)

  /// The value of a knob.
  mutating func add(scalar text: Symbol)

  /// A limit; `nil` if there is none.
  mutating func add(capacity: UInt32?)

  /// A word from a fixed list, by its position there.
  mutating func add<Word: EventWord>(_ word: Word)

  /// What a task waits for.
  mutating func add(_ wait: Wait)

  /// A number that is left out of a log if it has its usual value.
  mutating func note(_ number: UInt32, unless usual: UInt32)

  /// A word that is left out of a log if it is the usual one.
  mutating func note<Word: EventWord>(_ word: Word, unless usual: Word)

  /// A text that is left out of a log if it is empty.
  mutating func note(_ text: Symbol)

  /// A flag that is left out of a log if it is false.
  mutating func note(_ flag: Bool)

  /// A place in the source, left out if it is unknown.
  mutating func note(_ place: CallSite)

  /// Where a task comes from: four fields.
  mutating func note(_ origin: TaskOrigin)
}

extension FieldWriter {
  /// A number of something, or a count.
  @inlinable
  public mutating func add(_ number: UInt32) { add(UInt64(number)) }
}

import WeirEvents

/// A reader that returns arbitrary values, and records the fields that an event is read from.
struct FieldInquirer: FieldReader {
  /// A requested field: its type, and whether it may be left out.
  struct Field: Equatable {
    var type: FieldType
    var isOptional = false
  }

  private(set) var fields: [Field] = []

  private mutating func note(_ type: FieldType, isOptional: Bool = false) {
    fields.append(Field(type: type, isOptional: isOptional))
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
    note(Number.bitWidth == 32 ? .number : .largeNumber)
    return 0
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(or usual: Number) -> Number {
    note(Number.bitWidth == 32 ? .number : .largeNumber, isOptional: true)
    return usual
  }

  mutating func instant() -> VirtualInstant {
    note(.instant)
    return .zero
  }

  mutating func duration() -> Duration {
    note(.duration)
    return .zero
  }

  mutating func label() -> Label {
    note(.name)
    return Label(.empty)
  }

  mutating func symbol() -> Symbol {
    note(.text)
    return .empty
  }

  mutating func symbolOrEmpty() -> Symbol {
    note(.text, isOptional: true)
    return .empty
  }

  mutating func symbolOrNull() -> Symbol {
    note(.textOrNull)
    return .empty
  }

  mutating func scalar() -> Symbol {
    note(.scalar)
    return .empty
  }

  mutating func capacity() -> UInt32? {
    note(.capacity)
    return nil
  }

  mutating func word<Word: EventWord>() throws(FieldFailure) -> Word {
    note(.word(Word.allCases.map(\.name)))
    guard let word = Word(rawValue: 0) else { throw FieldFailure(problem: "no word is the first") }
    return word
  }

  mutating func word<Word: EventWord>(or usual: Word) -> Word {
    note(.word(Word.allCases.map(\.name)), isOptional: true)
    return usual
  }

  mutating func flag() -> Bool {
    note(.flag, isOptional: true)
    return false
  }

  mutating func wait() -> Wait {
    note(.wait)
    return .offload
  }

  mutating func place() -> CallSite {
    note(.place, isOptional: true)
    return .unknown
  }

  mutating func origin() -> TaskOrigin {
    note(.number, isOptional: true)
    note(.flag, isOptional: true)
    note(.flag, isOptional: true)
    note(.place, isOptional: true)
    return .unknown
  }
}

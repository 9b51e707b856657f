import WeirEvents

/// A writer that records the fields that an event is written with.
struct FieldRecorder: FieldWriter {
  /// A field, without its value.
  enum Field: Equatable {
    case number, time, name, text, textUnlessEmpty, textOrNull, scalar, capacity, wait
    case word([String])
    case noted(FieldType)
  }

  private(set) var kind: UInt8?
  private(set) var fields: [Field] = []

  init(_ kind: Event.Kind) { kind.write(to: &self) }

  mutating func begin(_ kind: UInt8) {
    self.kind = kind
    fields = []
  }

  mutating func add(_ number: UInt64) { fields.append(.number) }
  mutating func add(_ nanoseconds: Int64) { fields.append(.time) }
  mutating func add(_ name: Label) { fields.append(.name) }
  mutating func add(_ text: Symbol) { fields.append(.text) }
  mutating func addUnlessEmpty(_ text: Symbol) { fields.append(.textUnlessEmpty) }
  mutating func add(orNull text: Symbol) { fields.append(.textOrNull) }
  mutating func add(scalar text: Symbol) { fields.append(.scalar) }
  mutating func add(capacity: UInt32?) { fields.append(.capacity) }
  mutating func add(_ wait: Wait) { fields.append(.wait) }

  mutating func add<Word: EventWord>(_ word: Word) {
    fields.append(.word(Word.allCases.map(\.name)))
  }

  mutating func note(_ number: UInt32, unless usual: UInt32) { fields.append(.noted(.number)) }

  mutating func note<Word: EventWord>(_ word: Word, unless usual: Word) {
    fields.append(.noted(.word(Word.allCases.map(\.name))))
  }

  mutating func note(_ text: Symbol) { fields.append(.noted(.text)) }
  mutating func note(_ flag: Bool) { fields.append(.noted(.flag)) }
  mutating func note(_ place: CallSite) { fields.append(.noted(.place)) }

  mutating func note(_ origin: TaskOrigin) {
    fields += [.noted(.number), .noted(.flag), .noted(.flag), .noted(.place)]
  }
}

extension FieldRecorder.Field {
  /// Whether a field matches its schema.
  func fits(_ field: EventField) -> Bool {
    switch self {
    case .noted(let type): return field.isOptional && field.type == type
    case .textUnlessEmpty: return field.isOptional && field.type == .text
    case .number: return [.number, .largeNumber].contains(field.type)
    case .time: return [.instant, .duration].contains(field.type)
    case .name: return field.type == .name
    case .text: return field.type == .text
    case .textOrNull: return field.type == .textOrNull
    case .scalar: return field.type == .scalar
    case .capacity: return field.type == .capacity
    case .wait: return field.type == .wait
    case .word(let words): return field.type == .word(words)
    }
  }
}

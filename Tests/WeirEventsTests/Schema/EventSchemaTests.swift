import Testing
import WeirEvents
import WeirTestSupport

/// Digests, logs and their descriptions follow the schema of events, so it has to be right.
@Suite struct EventSchemaTests {
  @Test func `event kinds are numbered from 1 without gaps`() {
    #expect(EventSchema.all.map(\.number) == Array(1...UInt8(EventSchema.all.count)))
    for schema in EventSchema.all { #expect(EventSchema.numbered(schema.number) == schema) }
    #expect(EventSchema.numbered(0) == nil && EventSchema.numbered(.max) == nil)
  }

  @Test func `no two kinds of events have the same name`() {
    #expect(Set(EventSchema.all.map(\.name)).count == EventSchema.all.count)
    #expect(EventKind.all.count == EventSchema.all.count)
  }

  @Test(arguments: EventSchema.all)
  func `no kind of event has a key twice, or a key that all lines have`(
    schema: EventSchema
  ) {
    let keys = schema.fields.flatMap { field -> [String] in
      switch field.type {
      case .place: ["file", "line"]
      case .wait: ["why"] + Set(WaitKind.allCases.compactMap { $0.field?.key }).sorted()
      default: [field.key]
      }
    }
    #expect(Set(keys).count == keys.count)
    #expect(!keys.contains("t") && !keys.contains("e"))
  }

  @Test(arguments: EventSamples.kinds)
  func `each event is written with the fields of its schema, in their order`(kind: Event.Kind) {
    let written = FieldRecorder(kind)
    let schema = kind.kind.schema
    #expect(written.kind == schema.number)
    #expect(written.fields.count == schema.fields.count)
    for (field, expected) in zip(written.fields, schema.fields) {
      #expect(field.fits(expected), "\(schema.name): \(expected.key)")
    }
  }

  @Test(arguments: EventKind.all)
  func `each kind is read from the fields of its schema, in their order`(kind: EventKind) throws {
    var inquirer = FieldInquirer()
    let event = try Event.Kind.read(kind, from: &inquirer)
    #expect(event.kind == kind)
    let expected = kind.schema.fields.map {
      FieldInquirer.Field(type: $0.type, isOptional: $0.isOptional)
    }
    #expect(inquirer.fields == expected)
  }

  @Test func `there is a sample of each kind of event and of each wait`() {
    #expect(Set(EventSamples.kinds.map(\.kind)) == Set(EventKind.all))
    let waits = EventSamples.kinds.compactMap { kind -> WaitKind? in
      guard case .task(_, .suspended(let wait, _)) = kind else { return nil }
      return wait.kind
    }
    #expect(Set(waits) == Set(WaitKind.allCases))
  }

  @Test func `no word needs escaping in JSON, and no two words of a list are equal`() {
    var lists = [WaitKind.allCases.map(\.name)]
    for field in EventSchema.all.flatMap(\.fields) {
      if case .word(let words) = field.type { lists.append(words) }
    }
    for words in lists {
      #expect(Set(words).count == words.count)
      for word in words { #expect(word.wholeMatch(of: #/[a-zA-Z-]+/#) != nil) }
    }
  }

  @Test func `the raw value of a word is its position in its list`() {
    func check<Word: EventWord>(_ type: Word.Type) {
      #expect(Word.allCases.map(\.rawValue) == Array(0..<UInt8(Word.allCases.count)))
      for word in Word.allCases { #expect(Word(name: word.name) == word) }
    }
    check(TaskOutcome.self)
    check(OverflowPolicy.self)
    check(QueueOrder.self)
    check(DropCause.self)
    check(CloseCause.self)
    check(FlushCause.self)
    check(ExhaustionCause.self)
    check(ShutdownPhase.self)
    check(WaitKind.self)
  }
}

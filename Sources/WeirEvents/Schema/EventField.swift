/// A key in a log, the type of its value, and whether it may be left out.
public struct EventField: Hashable, Sendable {
  /// The key. A wait and a place have several keys, which `FieldType` lists.
  public let key: String
  /// The type of its value.
  public let type: FieldType
  /// Whether a line may lack it; its value is then unknown, or the usual one.
  public private(set) var isOptional = false

  init(_ key: String, _ type: FieldType) {
    self.key = key
    self.type = type
  }

  /// The same key, which may be left out.
  var optional: EventField {
    var field = self
    field.isOptional = true
    return field
  }
}

/// The type of a value in a log.
public enum FieldType: Hashable, Sendable {
  /// A whole number from 0 to 2³² − 1, such as the number of a task.
  case number
  /// A whole number from 0 to 2⁶⁴ − 1.
  case largeNumber
  /// A list of numbers, of which the first 64 are kept.
  case numbers
  /// Nanoseconds since the start of the run, not negative.
  case instant
  /// Nanoseconds.
  case duration
  /// A number, or `null` if there is no limit.
  case capacity
  /// A text.
  case text
  /// A text, or `null`.
  case textOrNull
  /// A text, which ends in a dash and a number if it is one of a family.
  case name
  /// A number, or a text that is not a number.
  case scalar
  /// `true` or `false`.
  case flag
  /// One of these words.
  case word([String])
  /// What a task waits for: `why`, and what goes with it (`WaitKind`).
  case wait
  /// A place in the source: `file` and `line`.
  case place
}

// MARK: Keys

extension EventField {
  static let task = EventField("task", .number)
  static let parent = EventField("parent", .number)
  static let by = EventField("by", .number)
  static let queue = EventField("queue", .number)
  static let timeout = EventField("timeout", .largeNumber)
  static let pool = EventField("pool", .number)
  static let batcher = EventField("batcher", .number)
  static let worker = EventField("worker", .number)
  static let item = EventField("item", .largeNumber)
  static let resource = EventField("resource", .number)

  static let name = EventField("name", .name)
  static let role = EventField("role", .text)
  static let error = EventField("error", .text)
  static let call = EventField("call", .text)
  static let value = EventField("value", .scalar)
  static let inputName = EventField("name", .text)
  static let pitfall = EventField("name", .textOrNull)
  static let wait = EventField("why", .wait)
  static let place = EventField("file", .place)

  static let capacity = EventField("capacity", .capacity)
  static let depth = EventField("depth", .number)
  static let high = EventField("high", .number)
  static let enqueued = EventField("enqueued", .number)
  static let dequeued = EventField("dequeued", .number)
  static let done = EventField("done", .number)
  static let unfinished = EventField("unfinished", .number)
  static let size = EventField("size", .number)
  static let attempt = EventField("attempt", .number)
  static let attempts = EventField("attempts", .number)
  static let remaining = EventField("remaining", .number)
  static let tasks = EventField("tasks", .number)
  static let awaited = EventField("tasks", .numbers)
  static let written = EventField("written", .largeNumber)
  static let lost = EventField("lost", .largeNumber)
  static let faults = EventField("faults", .number)

  static let deadline = EventField("deadline", .instant)
  static let due = EventField("due", .instant)
  static let until = EventField("until", .instant)
  /// When something began, or, on a line of a kind without this key of its own, when an event that
  /// is reported late happened.
  package static let since = EventField("since", .instant)
  static let linger = EventField("linger", .duration)
  static let delay = EventField("delay", .duration)

  static let eager = EventField("eager", .flag)
  static let structured = EventField("structured", .flag)
  static let loop = EventField("loop", .flag)

  static let outcome = word("outcome", TaskOutcome.self)
  static let overflow = word("overflow", OverflowPolicy.self)
  static let order = word("order", QueueOrder.self)
  static let poolKind = word("kind", PoolKind.self)
  static let dropCause = word("cause", DropCause.self)
  static let closeCause = word("cause", CloseCause.self)
  static let flushCause = word("cause", FlushCause.self)
  static let exhaustionCause = word("cause", ExhaustionCause.self)
  static let phase = word("phase", ShutdownPhase.self)

  private static func word<Word: EventWord>(_ key: String, _ type: Word.Type) -> EventField {
    EventField(key, .word(Word.allCases.map(\.name)))
  }
}

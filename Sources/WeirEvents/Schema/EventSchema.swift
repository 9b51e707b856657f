/// How one kind of event is written: its number in the digest, its name and its keys in the log.
///
/// Each group of events has a list of these next to its cases. The digest, the log's encoder and
/// decoder, the tables of `Docs/session-log.md` and the JSON Schema all follow it. Values are
/// written and read without keys: their order in the schema gives the key.
public struct EventSchema: Hashable, Sendable {
  /// The number in the digest, from 1 on. Once given, it never changes.
  public let number: UInt8
  /// The name in a log, `e`.
  public let name: String
  /// The keys after `t` and `e`, in their order.
  public let fields: [EventField]

  /// All kinds of events, by their numbers.
  public static let all = EventKind.all.map(\.schema).sorted { $0.number < $1.number }

  /// The schemas by number; `nil` for numbers that no kind has.
  @usableFromInline static let byNumber: [EventSchema?] = {
    var schemas = [EventSchema?](repeating: nil, count: 256)
    for schema in all { schemas[Int(schema.number)] = schema }
    return schemas
  }()

  /// The schema of a number; `nil` if no kind has it.
  public static func numbered(_ number: UInt8) -> EventSchema? { byNumber[Int(number)] }
}

/// What can happen to one subject: an enum whose cases are written and read by their schema.
public protocol EventGroup: Sendable, Equatable {
  /// The cases without their values.
  associatedtype Kind: EventGroupKind

  /// The case without its values.
  var kind: Kind { get }
}

/// The cases of a group of events, without their values. The raw value is the number in the digest.
public protocol EventGroupKind: CaseIterable, Hashable, Sendable, RawRepresentable<UInt8> {
  /// How the case is written.
  var schema: EventSchema { get }
}

extension EventGroupKind {
  /// The schema of this case.
  func schema(_ name: String, _ fields: EventField...) -> EventSchema {
    EventSchema(number: rawValue, name: name, fields: fields)
  }
}

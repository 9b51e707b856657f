import WeirEvents

@testable package import WeirLog

/// The JSON Schema of one line of a log, derived from the schema of events.
///
/// It is strict: anything it does not list is an error. Each kind is a condition, not an
/// alternative, so that a validator names the invalid key.
enum LineSchema {
  static var json: JSONValue {
    object([
      ("$schema", "https://json-schema.org/draft/2020-12/schema"),
      ("$id", .string("urn:weir:session-log:\(LogHeader.format)")),
      ("title", .string("A line of a session log of weir, version \(LogHeader.format)")),
      ("type", "object"),
      ("if", required(["weir"])),
      ("then", reference("header")),
      (
        "else",
        object([
          ("required", ["t", "e"]),
          ("properties", object([("e", words(kinds.map(\.name)))])),
          ("allOf", .array(kinds.map { condition("e", $0.name, then: reference($0.name)) })),
        ])
      ),
      ("$defs", object([("header", header)] + kinds.map { ($0.name, $0.definition) })),
    ])
  }

  private struct Kind {
    var name: String
    var definition: JSONValue
  }

  private static let kinds =
    EventSchema.all.map { Kind(name: $0.name, definition: definition($0)) }
    + DerivedKind.allCases.map { Kind(name: $0.rawValue, definition: definition($0)) }
}

// MARK: Lines

extension LineSchema {
  /// A line with these keys besides `t` and `e`; all but the optional ones are required.
  private static func line(
    _ kind: String, _ properties: [(String, JSONValue)], optional: [String],
    adding more: [(String, JSONValue)] = []
  ) -> JSONValue {
    let all = [("t", instant), ("e", object([("const", .string(kind))]))] + properties
    return object(
      [
        ("type", "object"), ("properties", object(all)),
        (
          "required", .array(all.map(\.0).filter { !optional.contains($0) }.map { .string($0) })
        ),
        ("additionalProperties", .bool(false)),
      ] + more)
  }

  private static func definition(_ schema: EventSchema) -> JSONValue {
    var properties: [(String, JSONValue)] = []
    var optional: [String] = []
    var more: [(String, JSONValue)] = []
    for field in schema.fields {
      switch field.type {
      case .place:
        properties += [("file", text), ("line", number)]
        optional += ["file", "line"]
        more.append(("dependentRequired", object([("file", ["line"]), ("line", ["file"])])))
      case .wait:
        properties.append((field.key, words(WaitKind.allCases.map(\.name))))
        properties += waitKeys.map { ($0.key, value(of: $0)) }
        optional += waitKeys.map(\.key)
        more.append(("allOf", .array(WaitKind.allCases.map(condition))))
      default:
        properties.append((field.key, value(of: field)))
        if field.isOptional { optional.append(field.key) }
      }
    }
    if !properties.contains(where: { $0.0 == EventField.since.key }) {
      properties.append((EventField.since.key, instant))
      optional.append(EventField.since.key)
    }
    return line(schema.name, properties, optional: optional, adding: more)
  }

  private static func definition(_ kind: DerivedKind) -> JSONValue {
    let finding = [
      ("lint", words(Lint.allCases.map(\.rawValue))), ("subject", text), ("since", instant),
    ]
    let digest = object([("type", "string"), ("pattern", "^[0-9a-f]{16}$")])
    let proof = [("events", instant), ("digest", digest)]
    switch kind {
    case .warningRaised:
      let place = [("file", text), ("line", number)]
      return line(
        kind.rawValue, finding + [("evidence", text)] + place, optional: ["file", "line"],
        adding: [("dependentRequired", object([("file", ["line"]), ("line", ["file"])]))])
    case .warningCleared: return line(kind.rawValue, finding, optional: [])
    case .checkpoint: return line(kind.rawValue, proof, optional: [])
    case .end:
      let reason = words(EndReason.allCases.map(\.rawValue))
      return line(kind.rawValue, proof + [("reason", reason)], optional: ["digest"])
    }
  }

  /// The keys that belong to one or more reasons to wait.
  private static var waitKeys: [EventField] {
    var fields: [EventField] = []
    for field in WaitKind.allCases.compactMap(\.field)
    where !fields.contains(where: { $0.key == field.key }) {
      fields.append(field)
    }
    return fields
  }

  /// Each reason to wait has its key, and no other.
  private static func condition(_ wait: WaitKind) -> JSONValue {
    let others = waitKeys.map(\.key).filter { $0 != wait.field?.key }
    var rules = [("properties", object(others.map { ($0, .bool(false)) }))]
    if let field = wait.field, !field.isOptional {
      rules.insert(("required", [.string(field.key)]), at: 0)
    }
    return condition("why", wait.name, then: object(rules))
  }
}

// MARK: The header

extension LineSchema {
  private static var header: JSONValue {
    let limit = JSONValue.count(HeaderValues.textLimit)
    let text = object([("type", "string"), ("maxLength", limit)])
    let list = JSONValue.count(HeaderValues.listLimit)
    let properties: [(String, JSONValue)] = [
      ("weir", object([("const", .count(LogHeader.format))])),
      ("version", text), ("scenario", text), ("preset", text),
      ("pitfall", object([("type", ["string", "null"]), ("maxLength", limit)])),
      ("seed", integer(Int128(UInt64.max))),
      (
        "parameters",
        object([
          ("type", "object"), ("maxProperties", list),
          (
            "additionalProperties",
            object([("type", ["string", "number", "boolean"]), ("maxLength", limit)])
          ),
        ])
      ),
      ("started", text), ("source", text),
      ("clock", words(LogHeader.Clock.allCases.map(\.rawValue))), ("program", text),
      ("command", object([("type", "array"), ("maxItems", list), ("items", text)])),
      ("pid", number), ("host", text), ("runtime", text),
      ("level", words(LogHeader.Level.allCases.map(\.rawValue))),
      ("parents", words(LogHeader.Parents.allCases.map(\.rawValue))),
    ]
    return object([
      ("type", "object"), ("properties", object(properties)),
      ("required", ["weir", "version", "scenario", "started"]),
      ("additionalProperties", .bool(false)),
      ("if", matches("clock", "real")), ("then", .bool(true)),
      ("else", required(["preset", "seed", "parameters"])),
    ])
  }
}

// MARK: Values

extension LineSchema {
  private static let number = integer(Int128(UInt32.max))
  private static let instant = integer(Int128(Int64.max))
  private static let text = object([("type", "string")])

  private static func integer(_ maximum: Int128) -> JSONValue {
    object([("type", "integer"), ("minimum", .integer(0)), ("maximum", .integer(maximum))])
  }

  private static func value(of field: EventField) -> JSONValue {
    switch field.type {
    case .number: return number
    case .largeNumber: return integer(Int128(UInt64.max))
    case .instant, .duration: return instant
    case .capacity:
      return object([
        ("type", ["integer", "null"]), ("minimum", .integer(0)),
        ("maximum", .integer(Int128(UInt32.max))),
      ])
    case .numbers:
      return object([
        ("type", "array"), ("items", number), ("maxItems", .count(AwaitedTasks.limit)),
      ])
    case .text, .name: return text
    case .textOrNull: return object([("type", ["string", "null"])])
    case .scalar: return object([("type", ["integer", "string"])])
    case .flag: return object([("type", "boolean")])
    case .word(let list): return words(list)
    case .wait, .place: return .bool(false)
    }
  }

  private static func words(_ list: [String]) -> JSONValue {
    object([("enum", .array(list.map { .string($0) }))])
  }

  private static func reference(_ name: String) -> JSONValue {
    object([("$ref", .string("#/$defs/\(name)"))])
  }

  private static func required(_ keys: [String]) -> JSONValue {
    object([("required", .array(keys.map { .string($0) }))])
  }

  private static func matches(_ key: String, _ word: String) -> JSONValue {
    object([
      ("properties", object([(key, object([("const", .string(word))]))])),
      ("required", [.string(key)]),
    ])
  }

  private static func condition(_ key: String, _ word: String, then: JSONValue) -> JSONValue {
    object([("if", matches(key, word)), ("then", then)])
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { .init($0.0, $0.1) })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  package init(stringLiteral text: String) { self = .string(text) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

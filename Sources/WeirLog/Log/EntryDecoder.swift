package import WeirEvents

/// Reads a line of a session log that the general parser has taken apart.
package enum EntryDecoder {
  /// The kinds of events by their names.
  private static let kinds = Dictionary(
    uniqueKeysWithValues: EventKind.all.map { ($0.schema.name, $0) })

  /// The entry of a line; nil if its kind is unknown.
  package static func decode(_ fields: inout WireFields) throws(FieldFailure) -> SessionEntry? {
    let name = try fields.text("e")
    if let kind = kinds[name] {
      let instant = try fields.instant("t")
      fields.begin(kind.schema)
      let event = try Event.Kind.read(kind, from: &fields)
      let isLate =
        !kind.schema.fields.contains { $0.key == EventField.since.key }
        && fields.has(EventField.since.key)
      let since = isLate ? try fields.instant(EventField.since.key) : instant
      return .event(Event(min(since, instant), event))
    }
    guard let kind = DerivedKind(rawValue: name) else { return nil }
    let instant = try fields.instant("t")
    switch kind {
    case .warningRaised:
      return .finding(.raised(try finding(&fields, evidence: try fields.text("evidence"))), instant)
    case .warningCleared: return .finding(.cleared(try finding(&fields, evidence: "")), instant)
    case .checkpoint: return .checkpoint(try checkpoint(&fields, instant))
    case .end:
      let checkpoint = SessionEntry.Checkpoint(
        instant: instant, events: try fields.number("events"),
        digest: try fields.optionalText("digest"))
      return .end(checkpoint, try fields.word("reason") { $0.rawValue })
    }
  }

  private static func checkpoint(_ fields: inout WireFields, _ instant: VirtualInstant)
    throws(FieldFailure) -> SessionEntry.Checkpoint
  {
    .init(instant: instant, events: try fields.number("events"), digest: try fields.text("digest"))
  }

  private static func finding(
    _ fields: inout WireFields, evidence: String
  ) throws(FieldFailure) -> Finding {
    Finding(
      lint: try fields.word("lint") { $0.rawValue }, subject: try fields.text("subject"),
      since: try fields.instant("since"), evidence: evidence)
  }
}

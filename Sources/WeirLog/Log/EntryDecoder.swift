import WeirEvents

/// Decodes a line of a session log that the general parser has parsed.
enum EntryDecoder {
  /// The kinds of events by their names.
  private static let kinds = Dictionary(
    uniqueKeysWithValues: EventKind.all.map { ($0.schema.name, $0) })

  /// The content of a line.
  enum Line {
    case event(TimedEvent)
    /// Something derived from events.
    case derived(SessionEntry)
  }

  /// Decodes a line; `nil` if its kind is unknown.
  static func decode(_ fields: inout WireFields) throws(FieldFailure) -> Line? {
    let name = try fields.text("e")
    if let kind = kinds[name] {
      let schema = kind.schema
      let instant = try fields.instant("t")
      fields.begin(schema)
      var event = TimedEvent(at: instant, kind: try .read(kind, from: &fields))
      if schema.canBeLate { event.since = try fields.lateInstant() }
      return .event(event)
    }
    guard let kind = DerivedKind(rawValue: name) else { return nil }
    return .derived(try derived(kind, &fields, at: try fields.instant("t")))
  }

  private static func derived(
    _ kind: DerivedKind, _ fields: inout WireFields, at instant: VirtualInstant
  ) throws(FieldFailure) -> SessionEntry {
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

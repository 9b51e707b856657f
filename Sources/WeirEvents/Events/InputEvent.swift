/// What a user can do to a run.
public enum InputEvent: Sendable, Equatable {
  /// Set a knob; `value` is written as on the command line.
  case parameterChanged(name: Symbol, value: Symbol)
  /// Enabled a pitfall; the empty symbol disables it and restores the right form.
  case pitfallSwitched(name: Symbol)
  /// Fired one of the scenario's triggers.
  case triggered(name: Symbol)
  /// Marked this instant.
  case markerSet(name: Symbol)
}

extension InputEvent: EventGroup {
  /// The events of this group without their values; the raw value is the number in the digest.
  public enum Kind: UInt8, EventGroupKind {
    case parameterChanged = 26
    case pitfallSwitched = 27
    case triggered = 28
    case markerSet = 29

    public var schema: EventSchema {
      switch self {
      case .parameterChanged: schema("parameterChanged", .inputName, .value)
      case .pitfallSwitched: schema("pitfallSwitched", .pitfall)
      case .triggered: schema("triggered", .inputName)
      case .markerSet: schema("markerSet", .inputName)
      }
    }
  }

  /// Which case it is, without its values.
  @inlinable
  public var kind: Kind {
    switch self {
    case .parameterChanged: .parameterChanged
    case .pitfallSwitched: .pitfallSwitched
    case .triggered: .triggered
    case .markerSet: .markerSet
    }
  }

  /// Writes the number of the kind, then the values in the order of the schema.
  @inlinable
  public func write(to writer: inout some FieldWriter) {
    writer.begin(kind.rawValue)
    switch self {
    case .parameterChanged(let name, let value):
      writer.add(name)
      writer.add(scalar: value)
    case .pitfallSwitched(let name): writer.add(orNull: name)
    case .triggered(let name): writer.add(name)
    case .markerSet(let name): writer.add(name)
    }
  }
}

extension InputEvent {
  /// Reads the values of an event of this kind, in the order of its schema.
  ///
  /// - Throws: `FieldFailure` if a value is missing or not what the schema says.
  @inlinable
  public static func read<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> Event.Kind {
    .input(try event(kind, from: &reader))
  }

  @inlinable
  static func event<Reader: FieldReader>(
    _ kind: Kind, from reader: inout Reader
  ) throws(FieldFailure) -> InputEvent {
    switch kind {
    case .parameterChanged: .parameterChanged(name: try reader.symbol(), value: try reader.scalar())
    case .pitfallSwitched: .pitfallSwitched(name: try reader.symbolOrNull())
    case .triggered: .triggered(name: try reader.symbol())
    case .markerSet: .markerSet(name: try reader.symbol())
    }
  }
}

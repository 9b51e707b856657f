/// Something about a running scenario that you can turn.
public struct Knob: Hashable, Sendable {
  /// As it is written after `--set`.
  public var name: String
  /// What is counted or measured, in the plural: `tasks`, `items`, `seconds`; empty if nothing is.
  public var unit: String
  /// Which values it takes, and how they are turned.
  public var kind: ParameterKind
  /// What it is set to in a preset that does not name it; nil if each preset has to.
  public var standard: ParameterValue?
  /// One line that says what turning it does.
  public var help: String

  public init(
    name: String, unit: String, kind: ParameterKind, standard: ParameterValue? = nil, help: String
  ) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.standard = standard
    self.help = help
  }

  /// Reads a value as it is written on the command line.
  public func value(from text: String) throws(KnobError) -> ParameterValue {
    do throws(ParameterKind.Refusal) {
      return try kind.value(from: text)
    } catch {
      switch error {
      case .wrongKind: throw .wrongKind(knob: name, text: text, expected: kind.expectation)
      case .outOfRange: throw .outOfRange(knob: name, text: text, range: kind.rangeText)
      }
    }
  }
}

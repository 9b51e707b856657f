/// A parameter of a running scenario that you can change.
public struct Knob: Hashable, Sendable {
  /// The name, as written after `--set`.
  public var name: String
  /// What is counted or measured, in the plural: `tasks`, `items`, `seconds`; empty if nothing is.
  public var unit: String
  /// The values that it takes.
  public var kind: ParameterKind
  /// Its value in a preset that does not set it; `nil` if each preset has to.
  public var standard: ParameterValue?
  /// One line on what it sets.
  public var help: String

  /// A knob; without a standard value, each preset has to set it.
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
  ///
  /// - Throws: `KnobError` if the knob does not take the value.
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

import WeirEvents

/// How a knob is changed.
enum KnobChange: Sendable, Hashable {
  case turn(Turn)
  /// To the value at a place on the slider, from 0 to 1.
  case move(to: Double)
  /// To the next distribution, if the knob is a time.
  case nextDistribution
  /// To the value of the preset.
  case setDefault
  case set(ParameterValue)
}

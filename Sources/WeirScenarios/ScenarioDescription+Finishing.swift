public import WeirEvents

extension ScenarioDescription {
  /// Whether a run ends by itself: if the amount of work is limited, and no input lifts the limit.
  public func canFinish(_ specification: RunSpecification) -> Bool {
    let lifted = RunInput.parameterChanged(name: lengthKnob, value: .unlimited)
    return specification.parameters.contains { $0.name == lengthKnob && $0.value != .unlimited }
      && !specification.inputs.contains { $0.input == lifted }
  }
}

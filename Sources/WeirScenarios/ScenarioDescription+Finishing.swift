public import WeirEvents

extension ScenarioDescription {
  /// Whether a run comes to an end of its own: where there is a limit to what is done, and no input lifts it.
  public func canFinish(_ specification: RunSpecification) -> Bool {
    let lifted = RunInput.parameterChanged(name: lengthKnob, value: .unlimited)
    return specification.parameters.contains { $0.name == lengthKnob && $0.value != .unlimited }
      && !specification.inputs.contains { $0.input == lifted }
  }
}

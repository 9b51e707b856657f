extension RunInput {
  /// What a user did, as an event tells it.
  ///
  /// Nil for a knob that the scenario does not have, or that does not take the value; without a
  /// scenario nothing is known of knobs.
  public init?(_ event: InputEvent, in scenario: ScenarioDescription?) {
    switch event {
    case .parameterChanged(let name, let value):
      guard let knob = scenario?.knob(named: "\(name)"),
        let value = try? knob.value(from: "\(value)")
      else { return nil }
      self = .parameterChanged(name: knob.name, value: value)
    case .pitfallSwitched(let name): self = .pitfallSwitched(name.isEmpty ? nil : "\(name)")
    case .triggered(let name): self = .triggered("\(name)")
    case .markerSet(let name): self = .markerSet("\(name)")
    }
  }
}

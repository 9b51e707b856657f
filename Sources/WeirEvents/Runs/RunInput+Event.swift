extension RunInput {
  /// The input that an event reports.
  ///
  /// `nil` if it sets a knob that the scenario does not have, or to a value that the knob does not
  /// take; without a scenario no knob is known.
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

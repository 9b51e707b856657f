extension ScenarioDescription {
  /// The preset of that name.
  public func preset(named name: String) -> Preset? { presets.first { $0.name == name } }

  /// The preset that holds where none is asked for; nil if there are none.
  public var standardPreset: Preset? { preset(named: defaultPreset) }

  /// What a knob is set to in a preset, or, without one, by its own default; nil if neither says.
  public func value(of knob: Knob, in preset: Preset?) -> ParameterValue? {
    preset?.values[knob.name] ?? knob.standard
  }

  /// What all knobs are set to in a preset, in the order of the knobs. Knobs that neither the
  /// preset nor a default of their own sets are left out.
  public func parameters(of preset: Preset?) -> [RunSpecification.Parameter] {
    knobs.compactMap { knob in
      value(of: knob, in: preset).map { .init(name: knob.name, value: $0) }
    }
  }
}

extension ScenarioDescription {
  /// The preset of that name; `nil` if there is none.
  public func preset(named name: String) -> Preset? { presets.first { $0.name == name } }

  /// The preset used unless another one is asked for; `nil` if there are none.
  public var standardPreset: Preset? { preset(named: defaultPreset) }

  /// The value of a knob in a preset, or else its own default; `nil` if neither sets it.
  public func value(of knob: Knob, in preset: Preset?) -> ParameterValue? {
    preset?.values[knob.name] ?? knob.standard
  }

  /// The values of all knobs in a preset, in the order of the knobs. Knobs that neither the preset
  /// nor a default sets are left out.
  public func parameters(of preset: Preset?) -> [RunSpecification.Parameter] {
    knobs.compactMap { knob in
      value(of: knob, in: preset).map { .init(name: knob.name, value: $0) }
    }
  }
}

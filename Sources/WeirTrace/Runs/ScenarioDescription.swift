/// What there is to know about a scenario without running it.
public struct ScenarioDescription: Hashable, Sendable {
  /// As it is written on the command line.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Where the guide speaks of it.
  public var guideSection: String
  /// The default first.
  public var presets: [Preset]
  public var pitfalls: [Pitfall]
  /// In the order in which they are shown.
  public var knobs: [Knob]
  /// What to watch, what to try, and what the pitfalls teach; a line each.
  public var notes: [String]

  public init(
    name: String, summary: String, guideSection: String, presets: [Preset], pitfalls: [Pitfall],
    knobs: [Knob], notes: [String]
  ) {
    self.name = name
    self.summary = summary
    self.guideSection = guideSection
    self.presets = presets
    self.pitfalls = pitfalls
    self.knobs = knobs
    self.notes = notes
  }

  /// A set of defaults.
  public struct Preset: Hashable, Sendable {
    public var name: String
    public var summary: String
    /// One for each knob, in the order of the knobs.
    public var values: [KnobValue]

    public init(name: String, summary: String, values: [KnobValue]) {
      self.name = name
      self.summary = summary
      self.values = values
    }
  }

  /// A switch that puts in a broken form.
  public struct Pitfall: Hashable, Sendable {
    public var name: String
    public var summary: String

    public init(name: String, summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// The preset of that name.
  public func preset(named name: String) -> Preset? { presets.first { $0.name == name } }

  /// The knob of that name.
  public func knob(named name: String) -> Knob? { knobs.first { $0.name == name } }
}

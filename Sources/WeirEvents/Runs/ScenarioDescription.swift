/// What there is to know about a scenario without running it.
public struct ScenarioDescription: Hashable, Sendable {
  /// As it is written on the command line.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Where the guide speaks of it.
  public var guideSection: String
  /// In the order in which they are shown.
  public var presets: [Preset]
  /// The name of the preset that holds where none is asked for; empty if there are none.
  public var defaultPreset: String
  public var pitfalls: [Pitfall]
  /// In the order in which they are shown.
  public var knobs: [Knob]
  /// The capacity that says how much there is to do; where it is unlimited, a run never ends of itself.
  public var lengthKnob: String
  /// The duration that says how long the deadlines are; nil where the scenario arms none.
  public var deadlineKnob: String?
  /// What shows the scenario at work; nil if its tasks, queues and pools say enough.
  public var picture: Picture?
  /// What a person can set off.
  public var triggers: [Trigger]
  /// What to watch; a line each.
  public var sights: [String]
  /// What to try, with the keys for it.
  public var tries: [Try]

  public init(
    name: String, summary: String, guideSection: String, presets: [Preset],
    defaultPreset: String = "", pitfalls: [Pitfall], knobs: [Knob], lengthKnob: String,
    deadlineKnob: String? = nil, picture: Picture? = nil, triggers: [Trigger] = [],
    sights: [String] = [], tries: [Try] = []
  ) {
    self.name = name
    self.summary = summary
    self.guideSection = guideSection
    self.presets = presets
    self.defaultPreset = defaultPreset
    self.pitfalls = pitfalls
    self.knobs = knobs
    self.lengthKnob = lengthKnob
    self.deadlineKnob = deadlineKnob
    self.picture = picture
    self.triggers = triggers
    self.sights = sights
    self.tries = tries
  }

  /// A set of defaults.
  public struct Preset: Hashable, Sendable {
    public var name: String
    public var summary: String
    /// By the names of the knobs; the others keep their own defaults.
    public var values: [String: ParameterValue]

    public init(name: String, summary: String, values: [String: ParameterValue]) {
      self.name = name
      self.summary = summary
      self.values = values
    }
  }

  /// A switch that puts in a broken form.
  public struct Pitfall: Hashable, Sendable {
    public var name: String
    /// What runs then.
    public var summary: String
    /// What it teaches.
    public var lesson: String
    /// What to look at once it is in; one sentence.
    public var watch: String
    /// How long it takes about until a warning comes, with the default preset's values.
    public var warningAfter: Duration
    /// The knobs that are not what they are set to while it is in.
    public var overrules: [Overruling]
    /// The knobs that do something only while it is in.
    public var uses: [String]

    public init(
      name: String, summary: String, lesson: String, watch: String = "",
      warningAfter: Duration = .zero, overrules: [Overruling] = [], uses: [String] = []
    ) {
      self.name = name
      self.summary = summary
      self.lesson = lesson
      self.watch = watch
      self.warningAfter = warningAfter
      self.overrules = overrules
      self.uses = uses
    }
  }

  /// Something that a person can set off while the scenario runs.
  public struct Trigger: Hashable, Sendable {
    public var name: String
    /// What happens then.
    public var summary: String

    public init(name: String, summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// Something to try.
  public struct Try: Hashable, Sendable {
    /// The keys to press, as the help writes them; knobs by name: `consumers ◂ ◂`.
    public var keys: String
    /// What one sees then, and why.
    public var text: String

    public init(_ keys: String, _ text: String) {
      self.keys = keys
      self.text = text
    }
  }

  /// The knob of that name.
  public func knob(named name: String) -> Knob? { knobs.first { $0.name == name } }
}

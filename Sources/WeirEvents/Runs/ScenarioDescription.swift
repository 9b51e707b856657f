/// Everything known about a scenario without running it.
public struct ScenarioDescription: Hashable, Sendable {
  /// The name, as written on the command line.
  public var name: String
  /// What it shows, in one sentence.
  public var summary: String
  /// The section of the guide that explains it.
  public var guideSection: String
  /// The presets, in the order in which they are shown.
  public var presets: [Preset]
  /// The name of the preset used unless another one is asked for; empty if there are none.
  public var defaultPreset: String
  /// The pitfalls, in the order in which they are shown.
  public var pitfalls: [Pitfall]
  /// The knobs, in the order in which they are shown.
  public var knobs: [Knob]
  /// The knob of kind capacity that limits the amount of work; if it is unlimited, a run never
  /// ends.
  public var lengthKnob: String
  /// The knob for the length of the deadlines; `nil` if the scenario arms none.
  public var deadlineKnob: String?
  /// The kind of drawing that shows the scenario at work; `nil` if its tasks, queues and pools say
  /// enough.
  public var picture: Picture?
  /// What you can fire while it runs.
  public var triggers: [Trigger]
  /// What to watch, one line each.
  public var sights: [String]
  /// What to try, with the keys to press.
  public var tries: [Try]

  /// A description; what is left out is empty, or `nil`.
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

  /// A set of values for the knobs.
  public struct Preset: Hashable, Sendable {
    /// The name, as written on the command line.
    public var name: String
    /// What it is for, in one sentence.
    public var summary: String
    /// Values by the names of the knobs; other knobs keep their own defaults.
    public var values: [String: ParameterValue]

    /// A preset with values for some knobs.
    public init(name: String, summary: String, values: [String: ParameterValue]) {
      self.name = name
      self.summary = summary
      self.values = values
    }
  }

  /// A switch that replaces the right form of a pattern by a broken one.
  public struct Pitfall: Hashable, Sendable {
    /// The name, as written on the command line.
    public var name: String
    /// What runs while it is enabled.
    public var summary: String
    /// What it teaches, in one or two sentences.
    public var lesson: String
    /// What to look at once it is enabled, in one sentence.
    public var watch: String
    /// About how much virtual time passes until a warning appears, with the values of the default
    /// preset.
    public var warningAfter: Duration
    /// The knobs whose set value does not hold while it is enabled.
    public var overrules: [Overruling]
    /// The knobs that have an effect only while it is enabled.
    public var uses: [String]

    /// A pitfall; what is left out is empty, and `warningAfter` zero.
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

  /// Something that you can fire while the scenario runs.
  public struct Trigger: Hashable, Sendable {
    /// The name, as written on the command line.
    public var name: String
    /// What happens when it is fired.
    public var summary: String

    /// A trigger with a name and a summary.
    public init(name: String, summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// Something to try.
  public struct Try: Hashable, Sendable {
    /// The keys to press, as the help writes them, with knobs by name: `consumers ◂ ◂`.
    public var keys: String
    /// What you see then, and why.
    public var text: String

    /// Keys to press, and what they show.
    public init(_ keys: String, _ text: String) {
      self.keys = keys
      self.text = text
    }
  }

  /// The knob of that name; `nil` if there is none.
  public func knob(named name: String) -> Knob? { knobs.first { $0.name == name } }
}

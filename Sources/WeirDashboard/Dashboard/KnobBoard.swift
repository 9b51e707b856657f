import WeirAnalysis
import WeirEvents
import WeirScreen

/// The knobs: what they are set to, which one is chosen, and the value that is being typed.
///
/// A turn shows at once; what the run reports later is taken over as soon as no turn of that knob is under way.
struct KnobBoard: Sendable {
  /// Those of the scenario, and behind them what else was set in a run of another program.
  private(set) var knobs: [Knob]
  private(set) var values: [ParameterValue]
  /// What the preset sets them to.
  let defaults: [ParameterValue]
  private(set) var selected = 0
  /// The value that is being typed.
  private(set) var editor: LineEditor?
  /// Why what was typed cannot be: two sentences.
  private(set) var error: String?
  private var turnsUnderWay: [Int]
  private let description: ScenarioDescription
  /// The pitfall that is in: it may overrule knobs.
  var pitfall: String?
  /// Whether they only show what was set, since the source of the run takes no inputs.
  var isLocked = false

  init(_ description: ScenarioDescription, _ start: RunStart) {
    knobs = description.knobs
    self.description = description
    pitfall = start.pitfall
    let isOurs = start.specification != nil
    let preset =
      start.preset.flatMap(description.preset) ?? (isOurs ? description.standardPreset : nil)
    let standards = knobs.map { description.value(of: $0, in: preset) ?? .off }
    defaults = preset == nil ? [] : standards
    // What a log does not tell is not made up.
    values = isOurs ? standards : knobs.map { _ in .choice("not recorded") }
    turnsUnderWay = Array(repeating: 0, count: knobs.count)
    for (index, knob) in knobs.enumerated() { places[knob.name] = index }
    for parameter in start.parameters { adopt(name: parameter.name, text: parameter.text) }
  }

  /// The index of each knob.
  private var places: [String: Int] = [:]

  /// The chosen knob; nothing where the scenario has none.
  var chosen: Knob? { knobs.indices.contains(selected) ? knobs[selected] : nil }

  /// Whether a knob is not at its preset's value.
  func isChanged(_ index: Int) -> Bool {
    defaults.indices.contains(index) && values[index] != defaults[index]
  }

  /// The values in the form of a specification.
  var parameters: [RunSpecification.Parameter] {
    zip(knobs, values).map { RunSpecification.Parameter(name: $0.name, value: $1) }
  }

  /// What the knob of that name is set to.
  subscript(name: String) -> ParameterValue? {
    places[name].map { values[$0] }
  }

  /// The value that holds of the knob of that name, which may be another one than it is set to.
  func holding(_ name: String) -> ParameterValue? {
    overruling(of: name)?.value ?? self[name]
  }

  /// Why a knob is not what it is set to; nil if it is.
  func overruling(of name: String) -> ScenarioDescription.Overruling? {
    description.overruling(of: name, by: pitfall)
  }

  /// What overrules the knob of that name, in angle brackets: `‹no-backoff›`, or `‹needs leak›` if
  /// it has an effect with that pitfall alone.
  func ruler(of name: String) -> String? {
    guard overruling(of: name) != nil else { return nil }
    if let user = description.user(of: name) { return "‹needs \(user)›" }
    return pitfall.map { "‹\($0)›" }
  }

  /// What became of a knob that is overruled, in one sentence; nil if it is not.
  func ruling(of name: String) -> String? {
    guard let overruling = overruling(of: name) else { return nil }
    if let user = description.user(of: name) {
      return "\(name) has an effect only with the pitfall \(user)."
    }
    guard let pitfall else { return nil }
    guard let value = overruling.value else {
      return "\(name) has no effect while the pitfall \(pitfall) is on."
    }
    return "The pitfall \(pitfall) holds \(name) at \(value) while it is on."
  }

  mutating func select(_ index: Int) {
    selected = min(max(index, 0), max(knobs.count - 1, 0))
  }

  /// Takes over the choice from the knobs of an earlier run.
  mutating func keepSelection(of other: KnobBoard) { select(other.selected) }
}

extension KnobBoard {
  mutating func turn(_ turn: Turn) -> RunInput? {
    set { $0.kind.turned($1, turn) }
  }

  /// Sets the chosen knob to the value at a place on its slider, from 0 to 1.
  mutating func move(to place: Double) -> RunInput? {
    set { $0.kind.value(nearestTo: place, from: $1) }
  }

  mutating func changeFamily() -> RunInput? {
    set { $0.kind.changedFamily($1) }
  }

  mutating func setDefault() -> RunInput? {
    guard defaults.indices.contains(selected) else { return nil }
    let value = defaults[selected]
    return set { _, _ in value }
  }

  /// Sets the knob of that name, which is the chosen one then, as it is written on the command line.
  mutating func set(_ name: String, from text: String) throws(KnobError) -> RunInput? {
    guard let index = places[name] else { return nil }
    let value = try knobs[index].value(from: text.filter { $0 != " " })
    stopTyping()
    select(index)
    return set { _, _ in value }
  }

  private mutating func set(_ change: (Knob, ParameterValue) -> ParameterValue) -> RunInput? {
    guard let knob = chosen, !isLocked else { return nil }
    let value = change(knob, values[selected])
    guard value != values[selected], knob.kind.contains(value) else { return nil }
    values[selected] = value
    turnsUnderWay[selected] += 1
    return .parameterChanged(name: knob.name, value: value)
  }

  /// Takes over what the run says a knob is set to.
  mutating func adopt(name: String, value: ParameterValue) {
    guard let index = places[name] else { return }
    turnsUnderWay[index] = max(turnsUnderWay[index] - 1, 0)
    if turnsUnderWay[index] == 0 { values[index] = value }
  }
}

extension KnobBoard {
  /// Takes over what something is set to as a log has it, even if there is no knob of that name or
  /// the knob does not take the value.
  mutating func adopt(name: String, text: String) {
    guard let index = places[name] else {
      places[name] = knobs.count
      knobs.append(
        Knob(name: name, unit: "", kind: .choice([text]), help: "A setting of the program."))
      values.append(.choice(text))
      turnsUnderWay.append(0)
      return
    }
    values[index] = (try? knobs[index].value(from: text)) ?? .choice(text)
  }
}

extension KnobBoard {
  mutating func beginTyping() {
    guard chosen != nil, !isLocked else { return }
    editor = LineEditor(values[selected].description, isSelected: true)
    error = nil
  }

  mutating func stopTyping() {
    editor = nil
    error = nil
  }

  /// Hands a key to the line that is being typed; Enter sets the knob, or says why it can't.
  mutating func press(_ key: Key) -> RunInput? {
    guard var line = editor, let knob = chosen else { return nil }
    switch line.press(key) {
    case .edited:
      editor = line
      error = nil
    case .abandoned: stopTyping()
    case .accepted: return accept(line.text, for: knob)
    case .ignored: break
    }
    return nil
  }

  private mutating func accept(_ text: String, for knob: Knob) -> RunInput? {
    do {
      let value = try knob.value(from: text.filter { $0 != " " })
      stopTyping()
      return set { _, _ in value }
    } catch {
      self.error = error.description
      return nil
    }
  }
}

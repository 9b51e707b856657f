import WeirAnalysis
import WeirEvents
import WeirScreen

/// The knobs of a run, and their values.
///
/// A turn takes effect here at once. What the run reports later is adopted as soon as no turn of
/// that knob is pending.
struct KnobBoard: Sendable {
  /// Those of the scenario, followed by what else was set in a run of another program.
  private(set) var knobs: [Knob]
  private(set) var values: [ParameterValue]
  /// Their values in the preset.
  let defaults: [ParameterValue]
  private var pendingTurns: [Int]
  private let description: ScenarioDescription
  /// The pitfall that is enabled: it may overrule knobs.
  var pitfall: String?
  /// Whether they can't be turned, since the source of the run takes no inputs.
  var isLocked: Bool

  init(_ description: ScenarioDescription, _ start: RunStart, isLocked: Bool = false) {
    self.isLocked = isLocked
    knobs = description.knobs
    self.description = description
    pitfall = start.pitfall
    let isOurs = start.specification != nil
    let preset =
      start.preset.flatMap(description.preset) ?? (isOurs ? description.standardPreset : nil)
    let standards = knobs.map { description.value(of: $0, in: preset) ?? .off }
    defaults = preset == nil ? [] : standards
    // What a log does not have is not made up.
    values = isOurs ? standards : knobs.map { _ in .choice("not recorded") }
    pendingTurns = Array(repeating: 0, count: knobs.count)
    for (index, knob) in knobs.enumerated() { places[knob.name] = index }
    for parameter in start.parameters { adopt(name: parameter.name, text: parameter.text) }
  }

  /// The index of each knob, by its name.
  private var places: [String: Int] = [:]

  /// Whether a knob is not at its preset's value.
  func isChanged(_ index: Int) -> Bool {
    defaults.indices.contains(index) && values[index] != defaults[index]
  }

  /// The values in the form of a specification.
  var parameters: [RunSpecification.Parameter] {
    zip(knobs, values).map { RunSpecification.Parameter(name: $0.name, value: $1) }
  }

  /// The value of the knob of that name; `nil` if there is none.
  subscript(name: String) -> ParameterValue? {
    places[name].map { values[$0] }
  }

  /// The value in effect for the knob of that name, which differs from its own if it is overruled.
  func effectiveValue(of name: String) -> ParameterValue? {
    overruling(of: name)?.value ?? self[name]
  }

  /// What overrules a knob; `nil` if nothing does.
  func overruling(of name: String) -> ScenarioDescription.Overruling? {
    description.overruling(of: name, by: pitfall)
  }

  /// What overrules the knob of that name, in angle brackets: `‹no-backoff›`, or `‹needs leak›` if
  /// it only has an effect with that pitfall.
  func overrulingLabel(of name: String) -> String? {
    guard overruling(of: name) != nil else { return nil }
    if let user = description.user(of: name) { return "‹needs \(user)›" }
    return pitfall.map { "‹\($0)›" }
  }

  /// Why a knob is overruled, in one sentence; `nil` if it is not.
  func overrulingText(of name: String) -> String? {
    guard let overruling = overruling(of: name) else { return nil }
    if let user = description.user(of: name) {
      return "\(name) has an effect only with the pitfall \(user)."
    }
    guard let pitfall else { return nil }
    guard let value = overruling.value else {
      return "\(name) has no effect with the pitfall \(pitfall)."
    }
    return "The pitfall \(pitfall) keeps \(name) at \(value)."
  }
}

extension KnobBoard {
  /// Changes the knob at an index, and returns the input for the run; `nil` if nothing changes, as
  /// at the end of the range or while the knobs are locked.
  mutating func change(_ index: Int, _ change: KnobChange) -> RunInput? {
    guard knobs.indices.contains(index), !isLocked,
      let value = value(of: index, after: change), value != values[index],
      knobs[index].kind.contains(value)
    else { return nil }
    values[index] = value
    pendingTurns[index] += 1
    return .parameterChanged(name: knobs[index].name, value: value)
  }

  private func value(of index: Int, after change: KnobChange) -> ParameterValue? {
    let (knob, value) = (knobs[index], values[index])
    return switch change {
    case .turn(let turn): knob.kind.turned(value, turn)
    case .move(let place): knob.kind.value(nearestTo: place, from: value)
    case .nextDistribution: knob.kind.changedFamily(value)
    case .setDefault: defaults.indices.contains(index) ? defaults[index] : nil
    case .set(let value): value
    }
  }

  /// The index of the knob of that name; `nil` if there is none.
  func index(of name: String) -> Int? { places[name] }

  /// Adopts a value that the run reports.
  mutating func adopt(name: String, value: ParameterValue) {
    guard let index = places[name] else { return }
    pendingTurns[index] = max(pendingTurns[index] - 1, 0)
    if pendingTurns[index] == 0 { values[index] = value }
  }
}

extension KnobBoard {
  /// Adopts a value as a log has it, even if there is no knob of that name or the knob does not
  /// take the value.
  mutating func adopt(name: String, text: String) {
    guard let index = places[name] else {
      places[name] = knobs.count
      knobs.append(
        Knob(name: name, unit: "", kind: .choice([text]), help: "A setting of the program."))
      values.append(.choice(text))
      pendingTurns.append(0)
      return
    }
    values[index] = (try? knobs[index].value(from: text)) ?? .choice(text)
  }
}

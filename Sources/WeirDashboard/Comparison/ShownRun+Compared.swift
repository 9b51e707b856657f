import WeirAnalysis
import WeirEvents

extension ShownRun {
  /// What is run beside this run for a request, from the start and with the same seed; or why
  /// there is nothing to compare with, in two sentences.
  func compared(_ request: ComparisonRequest) -> Result<ComparedWith, ComparisonRefusal> {
    if case .log(let path) = request { return .success(.log(path: path)) }
    switch request {
    case .run(let specification), .branch(_, let specification):
      return .success(.run(specification))
    case .opposite, .knob, .pitfall, .preset, .seed, .log: break
    }
    guard var next = start.specification else {
      return .failure(
        ComparisonRefusal("This run can't be repeated with a change. Type compare and a log."))
    }
    next.inputs = history.model.inputs
    switch request {
    case .opposite: return opposite(next)
    case .knob(let name, let value): next.set(name, value)
    case .pitfall(let name): next.use(pitfall: name)
    case .preset(let name):
      guard let preset = description.preset(named: name) else { break }
      (next.preset, next.inputs) = (preset.name, [])
      next.parameters = description.parameters(of: preset)
    case .seed(let seed): next.seed = seed
    case .run, .branch, .log: break
    }
    return .success(.run(next))
  }

  /// The right form beside a pitfall, the first pitfall beside the right form; without pitfalls,
  /// the next preset.
  private func opposite(
    _ start: RunSpecification
  ) -> Result<ComparedWith, ComparisonRefusal> {
    var next = start
    let hasPitfall = pitfall != nil || self.start.pitfall != nil
    if hasPitfall || description.pitfalls.first != nil {
      next.use(pitfall: hasPitfall ? nil : description.pitfalls.first?.name)
      return .success(.run(next))
    }
    let presets = description.presets
    guard let index = presets.firstIndex(where: { $0.name == start.preset }), presets.count > 1
    else {
      return .failure(
        ComparisonRefusal("This scenario has no other form. Type compare, a knob and a value."))
    }
    return compared(.preset(presets[(index + 1) % presets.count].name))
  }
}

extension ShownRun {
  /// What opens the run again, with all that was done to it up to the present instant; `nil` if
  /// nothing does.
  var reopened: ComparedWith? {
    guard source.kind == .log else { return history.model.specification.map { .run($0) } }
    return source.path.map { .log(path: $0) }
  }
}

/// Why nothing can be compared: two sentences.
struct ComparisonRefusal: Error, Hashable {
  let text: String

  init(_ text: String) { self.text = text }
}

extension RunSpecification {
  /// Sets a knob from the start on.
  fileprivate mutating func set(_ name: String, _ value: ParameterValue) {
    for index in parameters.indices where parameters[index].name == name {
      parameters[index].value = value
    }
    inputs.removeAll { input in
      if case .parameterChanged(name, _) = input.input { true } else { false }
    }
  }

  /// Enables a pitfall, or none, from the start on.
  fileprivate mutating func use(pitfall name: String?) {
    pitfall = name
    inputs.removeAll { input in
      if case .pitfallSwitched = input.input { true } else { false }
    }
  }
}

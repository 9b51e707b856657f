import WeirScreen

extension LayoutPreset {
  /// How the panels are arranged on a body of this size. What is narrow, or much higher than wide, has one column.
  func arrangement(for body: Box) -> Arrangement {
    let columns = body.columns
    if columns < 80 || columns < 100 && body.rows >= 43 { return oneColumn }
    switch self {
    case .standard: return standard(columns)
    case .flow: return flow(columns)
    case .tasks: return tasks(columns)
    case .graphs: return graphs(columns)
    case .quiet: return quiet
    }
  }

  private var oneColumn: Arrangement {
    let stack: [PanelStack.Share] =
      switch self {
      case .standard: [.flow, .tasks, .knobs, .depth, .timeouts, .latency, .fewWarnings, .events]
      case .flow: [.largeFlow, .largeKnobs, .depth, .fewWarnings, .events]
      case .tasks: [.smallFlow, .largeTasks, .knobs, .fewWarnings, .events]
      case .graphs: [.largeDepth, .largeLatency, .largeTimeouts, .knobs, .warnings]
      case .quiet: [.largeFlow, .largeKnobs, .fewWarnings, .events]
      }
    return Arrangement(columns: [.init(stack: PanelStack(shares: stack))])
  }

  private func standard(_ columns: Int) -> Arrangement {
    if columns < 160 {
      return Arrangement(columns: [
        .column(.flow, .tasks, .fewWarnings, .events),
        .column(.depth, .fullKnobs, .timeouts, .latency).wide(2, 5, 32...56),
      ])
    }
    if columns < 240 {
      return Arrangement(columns: [
        .column(.flow, .tasks, .events),
        .column(.depth, .warnings).wide(4, 9),
        .column(.knobs, .timeouts, .largeLatency).wide(1, 4, 46...64),
      ])
    }
    return Arrangement(columns: [
      .column(.flow, .events),
      .column(.tasks).wide(1, 2, 0...120),
      .column(.depth, .latency).wide(1, 3),
      .column(.largeKnobs, .timeouts, .warnings).wide(1, 4, 46...64),
    ])
  }

  private func flow(_ columns: Int) -> Arrangement {
    let below: [Arrangement.Column] =
      columns < 160
      ? [.column(.depth, .fewWarnings, .events), .column(.largeKnobs).wide(1, 2, 32...64)]
      : [
        .column(.depth), .column(.fewWarnings, .events).wide(1, 2),
        .column(.largeKnobs).wide(1, 3, 46...72),
      ]
    return Arrangement(
      top: PanelStack(shares: [.largeFlow]), topTenths: 6, topLimit: 20, columns: below)
  }

  private func tasks(_ columns: Int) -> Arrangement {
    Arrangement(columns: [
      .column(.smallFlow, .largeTasks),
      .column(.knobs, .fewWarnings, .events).wide(2, 5, 32...(columns < 160 ? 44 : 76)),
    ])
  }

  private func graphs(_ columns: Int) -> Arrangement {
    if columns < 160 {
      return Arrangement(columns: [
        .column(.largeDepth, .largeLatency),
        .column(.largeTimeouts, .knobs, .warnings).wide(2, 5, 32...56),
      ])
    }
    return Arrangement(columns: [
      .column(.largeDepth),
      .column(.largeLatency, .largeTimeouts).wide(1, 2),
      .column(.largeKnobs, .warnings).wide(1, 4, 46...64),
    ])
  }

  private var quiet: Arrangement {
    Arrangement(columns: [
      .column(.largeFlow, .fewWarnings, .events), .column(.largeKnobs).wide(1, 3, 32...60),
    ])
  }
}

extension Arrangement.Column {
  fileprivate static func column(_ shares: PanelStack.Share...) -> Arrangement.Column {
    Arrangement.Column(stack: PanelStack(shares: shares))
  }

  fileprivate func wide(_ part: Int, _ whole: Int, _ limits: ClosedRange<Int> = 0...Int.max)
    -> Arrangement.Column
  {
    Arrangement.Column(stack: stack, part: (part, whole), limits: limits)
  }
}

extension PanelStack.Share {
  fileprivate static let flow = PanelStack.Share(
    panel: .flow, minimum: 7, ideal: 9, maximum: 16, weight: 4, rank: 9)
  fileprivate static let largeFlow = PanelStack.Share(
    panel: .flow, minimum: 7, ideal: 12, maximum: 20, weight: 8, rank: 9)
  fileprivate static let tasks = PanelStack.Share(
    panel: .tasks, minimum: 5, ideal: 5, weight: 6, rank: 7)
  fileprivate static let smallFlow = PanelStack.Share(
    panel: .flow, minimum: 7, ideal: 7, maximum: 9, weight: 1, rank: 7)
  fileprivate static let largeTasks = PanelStack.Share(
    panel: .tasks, minimum: 5, ideal: 9, weight: 9, rank: 9)
  fileprivate static let events = PanelStack.Share(
    panel: .events, minimum: 5, ideal: 9, weight: 3, rank: 4)
  fileprivate static let depth = PanelStack.Share(
    panel: .depth, minimum: 5, ideal: 6, maximum: 20, weight: 4, rank: 6)
  fileprivate static let largeDepth = PanelStack.Share(
    panel: .depth, minimum: 5, ideal: 8, weight: 6, rank: 9)
  fileprivate static let knobs = PanelStack.Share(
    panel: .knobs, minimum: 5, ideal: 8, maximum: 26, weight: 8, rank: 8)
  fileprivate static let fullKnobs = PanelStack.Share(
    panel: .knobs, minimum: 8, ideal: 8, maximum: 26, weight: 8, rank: 8)
  fileprivate static let largeKnobs = PanelStack.Share(
    panel: .knobs, minimum: 5, ideal: 8, maximum: 26, weight: 8, rank: 8)
  fileprivate static let timeouts = PanelStack.Share(
    panel: .timeouts, minimum: 3, ideal: 4, maximum: 12, weight: 3, rank: 3)
  fileprivate static let largeTimeouts = PanelStack.Share(
    panel: .timeouts, minimum: 3, ideal: 5, weight: 3, rank: 6)
  fileprivate static let warnings = PanelStack.Share(
    panel: .warnings, minimum: 3, ideal: 3, weight: 3, rank: 5)
  /// As few as say that all is well; with findings it grows at the cost of the events below it.
  fileprivate static let fewWarnings = PanelStack.Share(
    panel: .warnings, minimum: 3, ideal: 3, maximum: 3, weight: 1, rank: 5)
  fileprivate static let latency = PanelStack.Share(
    panel: .latency, minimum: 8, ideal: 8, maximum: 16, weight: 3, rank: 2)
  fileprivate static let largeLatency = PanelStack.Share(
    panel: .latency, minimum: 6, ideal: 9, weight: 4, rank: 7)
}

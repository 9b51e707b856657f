import WeirScreen

extension LayoutPreset {
  /// How the panels are arranged in a body of this size. A narrow body, or one that is much higher
  /// than wide, has one column.
  func arrangement(for body: Box) -> Arrangement {
    let columns = body.columns
    if columns < Width.twoColumns { return oneColumn }
    if columns < Width.twoHighColumns, body.rows >= LayoutPreset.highRows { return oneColumn }
    switch self {
    case .standard: return standard(columns)
    case .flow: return flow(columns)
    case .tasks: return tasks(columns)
    case .graphs: return graphs(columns)
    case .quiet: return quiet
    }
  }

  /// How wide a body has to be for more columns.
  private enum Width {
    static let twoColumns = 80
    /// If the body is high.
    static let twoHighColumns = 100
    static let threeColumns = 160
    static let fourColumns = 240
  }

  /// A body with this many rows is high.
  private static let highRows = 43

  private var oneColumn: Arrangement {
    let stack: [PanelStack.Share] =
      switch self {
      case .standard:
        [.flow, .waits, .tasks, .knobs, .depth, .timeouts, .latency, .fewWarnings, .events]
      case .flow: [.largeFlow, .waits, .knobs, .depth, .fewWarnings, .events]
      case .tasks: [.smallFlow, .fewWaits, .largeTasks, .knobs, .fewWarnings, .events]
      case .graphs: [.largeDepth, .largeLatency, .largeTimeouts, .knobs, .waits, .warnings]
      case .quiet: [.largeFlow, .waits, .knobs, .fewWarnings, .events]
      }
    return Arrangement(columns: [.init(stack: PanelStack(shares: stack))])
  }

  private func standard(_ columns: Int) -> Arrangement {
    if columns < Width.threeColumns {
      return Arrangement(columns: [
        .column(.flow, .waits, .tasks, .fewWarnings, .events),
        .column(.depth, .largeKnobs, .timeouts, .latency).wide(2, 5, 32...56),
      ])
    }
    if columns < Width.fourColumns {
      return Arrangement(columns: [
        .column(.flow, .waits, .tasks, .events),
        .column(.depth, .warnings).wide(4, 9),
        .column(.knobs, .timeouts, .largeLatency).wide(1, 4, 46...64),
      ])
    }
    return Arrangement(columns: [
      .column(.flow, .waits, .events),
      .column(.tasks).wide(1, 2, 0...120),
      .column(.depth, .latency).wide(1, 3),
      .column(.knobs, .timeouts, .warnings).wide(1, 4, 46...64),
    ])
  }

  private func flow(_ columns: Int) -> Arrangement {
    let below: [Arrangement.Column] =
      columns < Width.threeColumns
      ? [
        .column(.depth, .fewWarnings, .events), .column(.knobs, .largeWaits).wide(1, 2, 32...64),
      ]
      : [
        .column(.depth), .column(.fewWarnings, .events).wide(1, 2),
        .column(.knobs, .largeWaits).wide(1, 3, 46...72),
      ]
    return Arrangement(
      top: PanelStack(shares: [.largeFlow]), topTenths: 6, topLimit: 20, columns: below)
  }

  private func tasks(_ columns: Int) -> Arrangement {
    Arrangement(columns: [
      .column(.smallFlow, .fewWaits, .largeTasks),
      .column(.knobs, .fewWarnings, .events).wide(
        2, 5, 32...(columns < Width.threeColumns ? 44 : 76)),
    ])
  }

  private func graphs(_ columns: Int) -> Arrangement {
    if columns < Width.threeColumns {
      return Arrangement(columns: [
        .column(.largeDepth, .largeLatency),
        .column(.largeTimeouts, .knobs, .waits, .warnings).wide(2, 5, 32...56),
      ])
    }
    return Arrangement(columns: [
      .column(.largeDepth),
      .column(.largeLatency, .largeTimeouts).wide(1, 2),
      .column(.knobs, .waits, .warnings).wide(1, 4, 46...64),
    ])
  }

  private var quiet: Arrangement {
    Arrangement(columns: [
      .column(.largeFlow, .waits, .fewWarnings, .events), .column(.knobs).wide(1, 3, 32...60),
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
  fileprivate static let flow = normal(.flow)
  fileprivate static let largeFlow = large(.flow)
  fileprivate static let smallFlow = small(.flow)
  fileprivate static let depth = normal(.depth)
  fileprivate static let largeDepth = large(.depth)
  fileprivate static let tasks = normal(.tasks)
  fileprivate static let largeTasks = large(.tasks)
  fileprivate static let timeouts = normal(.timeouts)
  fileprivate static let largeTimeouts = large(.timeouts)
  fileprivate static let knobs = normal(.knobs)
  fileprivate static let largeKnobs = large(.knobs)
  fileprivate static let events = normal(.events)
  fileprivate static let warnings = normal(.warnings)
  fileprivate static let fewWarnings = small(.warnings)
  fileprivate static let latency = normal(.latency)
  fileprivate static let largeLatency = large(.latency)

  fileprivate static let waits = normal(.waits)
  fileprivate static let largeWaits = large(.waits)
  fileprivate static let fewWaits = small(.waits)

  private static func normal(_ panel: Panel) -> PanelStack.Share {
    PanelStack.Share(panel: panel, size: panel.row.size.normal)
  }

  private static func large(_ panel: Panel) -> PanelStack.Share {
    let size = panel.row.size
    return PanelStack.Share(panel: panel, size: size.large ?? size.normal)
  }

  private static func small(_ panel: Panel) -> PanelStack.Share {
    let size = panel.row.size
    return PanelStack.Share(panel: panel, size: size.small ?? size.normal)
  }
}

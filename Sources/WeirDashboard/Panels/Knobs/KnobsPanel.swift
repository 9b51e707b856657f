import WeirAnalysis
import WeirEvents
import WeirScreen

/// The knobs: which one is chosen, and the value that is being typed for it.
struct KnobsPanel: PanelFeature {
  private(set) var selected = 0
  /// The value that is being typed.
  private(set) var editor: LineEditor?
  /// Why what was typed is not a value of the knob: two sentences.
  private(set) var error: String?

  mutating func perform(_ action: PanelAction, in box: Box?, _ scene: PanelScene) -> [Effect]? {
    let board = scene.run.knobs
    switch action {
    case .knob(.turn(let turn)): return change(.turn(turn))
    case .knob(.setDefault): return change(.setDefault)
    case .knob(.nextDistribution): return change(.nextDistribution)
    case .move(.up): select(selected - 1, of: board)
    case .move(.down): select(selected + 1, of: board)
    case .move(.first): select(0, of: board)
    case .move(.last): select(board.knobs.count - 1, of: board)
    case .move(.pageUp): return change(.turn(.coarseUp))
    case .move(.pageDown): return change(.turn(.coarseDown))
    case .move(.enter): beginTyping(board)
    case .tasks: return nil
    }
    return []
  }

  private func change(_ change: KnobChange) -> [Effect] { [.change(knob: selected, change)] }

  /// The chosen knob; `nil` if there is none.
  func chosen(of board: KnobBoard) -> Knob? {
    board.knobs.indices.contains(selected) ? board.knobs[selected] : nil
  }

  /// Chooses the knob at an index, or the nearest one.
  mutating func select(_ index: Int, of board: KnobBoard) {
    selected = index.clamped(to: 0...max(board.knobs.count - 1, 0))
  }

  mutating func runBegan(isSeekingBack: Bool) { stopTyping() }
}

// MARK: Typing a value

extension KnobsPanel {
  private mutating func beginTyping(_ board: KnobBoard) {
    guard chosen(of: board) != nil, !board.isLocked else { return }
    editor = LineEditor(board.values[selected].description, isSelected: true)
    error = nil
  }

  mutating func stopTyping() {
    editor = nil
    error = nil
  }

  /// Passes a key to the line that is being typed; Enter sets the knob or reports why it can't.
  mutating func press(_ key: Key, of board: KnobBoard) -> [Effect] {
    guard var line = editor, let knob = chosen(of: board) else { return [] }
    switch line.press(key) {
    case .edited:
      editor = line
      error = nil
    case .abandoned: stopTyping()
    case .accepted: return accept(line.text, for: knob)
    case .ignored: break
    }
    return []
  }

  private mutating func accept(_ text: String, for knob: Knob) -> [Effect] {
    do {
      let value = try knob.value(from: text.filter { $0 != " " })
      stopTyping()
      return change(.set(value))
    } catch {
      self.error = error.description
      return []
    }
  }
}

// MARK: The mouse

extension KnobsPanel {
  /// Chooses a knob; on its slider, sets it to the value there.
  mutating func click(_ point: Point, in box: Box, _ scene: PanelScene) -> [Effect] {
    let board = scene.run.knobs
    guard let index = knob(at: point, of: board, in: box) else { return [] }
    stopTyping()
    select(index, of: board)
    let slider = KnobsPanel.sliderColumns(board, in: box)
    guard slider.contains(point.column), slider.count > 1 else { return [] }
    let place = Double(point.column - slider.lowerBound) / Double(slider.count - 1)
    return change(.move(to: place))
  }

  /// Chooses another knob, or turns the one whose slider is under the pointer.
  mutating func wheel(
    _ direction: Int, at point: Point, in box: Box, _ scene: PanelScene
  ) -> [Effect] {
    let board = scene.run.knobs
    guard editor == nil else { return [] }
    guard KnobsPanel.sliderColumns(board, in: box).contains(point.column),
      let index = knob(at: point, of: board, in: box)
    else {
      select(selected + direction, of: board)
      return []
    }
    select(index, of: board)
    return change(.turn(direction < 0 ? .up : .down))
  }
}

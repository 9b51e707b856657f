extension Dashboard {
  /// Draws what is remembered, for the size of the frame. Changes nothing but the frame.
  public func draw(in frame: inout Frame) {
    let look = Look(theme: theme)
    frame.fill(Box(frame.size), with: look.text)
    frame.cursor = nil
    let layout = layout(for: frame.size)
    if layout.isTooSmall {
      TooSmallNotice(look: look).draw(in: &frame)
    } else {
      HeaderBar(state: self, look: look).draw(in: &frame, layout.header)
      for place in layout.places { draw(place, look, in: &frame) }
      FooterBar(state: self, look: look).draw(in: &frame, layout.footer)
      if let overlay = view.overlay { draw(overlay, look, in: &frame, layout.body) }
    }
    if options.colorDepth.isPoor { frame.reverseSelection(of: theme) }
    if options.ascii { frame.becomeASCII() }
  }

  private func draw(_ place: Layout.Place, _ look: Look, in frame: inout Frame) {
    let drawing = drawing(of: place.panel, look)
    PanelBorder(
      place.panel, summary: drawing.summary(in: place.box.inner),
      isFocused: place.panel == view.focus, look: look
    ).draw(in: &frame, place.box)
    let inner = place.box.inner
    if !inner.isEmpty { drawing.draw(in: &frame, inner) }
  }

  private func drawing(of panel: Panel, _ look: Look) -> any PanelDrawing {
    switch panel {
    case .flow: FlowPanel(state: self)
    case .depth: DepthPanel(state: self)
    case .tasks: TasksPanel(state: self)
    case .timeouts: TimeoutsPanel(state: self)
    case .knobs: KnobsPanel(state: self)
    case .events: EventsPanel(state: self)
    case .warnings: WarningsPanel(state: self)
    case .latency: LatencyPanel(state: self)
    }
  }
}

import WeirAnalysis
import WeirEvents
public import WeirScreen

extension Dashboard {
  /// Draws what is remembered, for the size of the frame. Changes nothing but the frame.
  public func draw(in frame: inout Frame) {
    frame.fill(Box(frame.size), with: .text)
    frame.cursor = nil
    let layout = layout(for: frame.size)
    if layout.isTooSmall {
      TooSmallNotice(quitKeys: quitKey).draw(in: &frame)
    } else {
      HeaderBar(state: self).draw(in: &frame, layout.header)
      for place in layout.places { draw(place, in: &frame) }
      FooterBar(state: self).draw(in: &frame, layout.footer)
      if let overlay = view.overlay { draw(overlay, in: &frame, layout.body) }
      FooterBar(state: self).notice(over: layout.body)?.draw(in: &frame, layout.body)
      commandPopup()?.draw(in: &frame, layout.body)
    }
    frame.paint(with: theme)
    frame.adapt(to: options.colorDepth, theme)
    if options.ascii { frame.becomeASCII() }
  }

  private var quitKey: String { options.keys.binding(for: .quit)?.keys.first?.name ?? "Ctrl-C" }

  /// The screen of a size as a picture for a file: without what wall time has to do with, so that the same instant of
  /// the same run is the same picture.
  public func picture(of size: Size) -> FramePicture {
    var frame = Frame(size: size)
    var still = self
    still.isStill = true
    still.options.colorDepth = .direct
    still.view.notice = nil
    still.draw(in: &frame)
    return FramePicture(frame, theme: theme, title: "weir: \(description.name)")
  }

  private func draw(_ place: Layout.Place, in frame: inout Frame) {
    let drawing = drawing(in: place)
    border(of: place, drawing).draw(in: &frame, place.box)
    let inner = place.box.inner
    if !inner.isEmpty { drawing.draw(in: &frame, inner) }
  }

  /// The border of a panel, with the key that leads there before its title.
  private func border(
    of place: Layout.Place, _ drawing: any PanelDrawing
  ) -> PanelBorder {
    PanelBorder(
      place.panel, key: key(of: place.panel), tabs: drawing.tabs,
      summary: drawing.summary(in: place.box.inner),
      isFocused: place.panel == view.focus)
  }

  /// The key that leads to a panel.
  func key(of panel: Panel) -> String? {
    options.keys.binding(for: .panel(panel))?.keys.first?.name
  }

  /// What a click on the title's right end would be about: the summary of a panel.
  func summaryColumns(of place: Layout.Place) -> Range<Int> {
    return border(of: place, drawing(in: place)).summaryColumns(in: place.box)
  }

  /// What stands over the command that is being typed.
  func commandPopup() -> CommandPopup? {
    guard case .command(let entry) = view.prompt?.purpose, let completion else { return nil }
    return CommandPopup(state: self, entry: entry, completion: completion)
  }

  private func drawing(in place: Layout.Place) -> any PanelDrawing {
    switch place.panel {
    case .flow: FlowPanel(state: self)
    case .depth: DepthPanel(state: self)
    case .tasks: TasksPanel(state: self)
    case .timeouts: TimeoutsPanel(state: self)
    case .knobs: KnobsPanel(state: self)
    case .events: EventsPanel(state: self)
    case .warnings: WarningsPanel(state: self, in: place.box.inner)
    case .latency: LatencyPanel(state: self)
    }
  }
}

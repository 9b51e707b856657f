import WeirAnalysis
import WeirEvents
public import WeirScreen

extension Dashboard {
  /// Draws the present state at the size of the frame.
  public func draw(in frame: inout Frame) {
    frame.fill(Box(frame.size), with: .text)
    frame.cursor = nil
    let layout = places.layout(for: frame.size, of: run)
    if layout.isTooSmall {
      let key = options.keys.binding(for: .screen(.quit))?.keys.first?.name ?? "Ctrl-C"
      TooSmallNotice(quitKeys: key).draw(in: &frame)
    } else {
      draw(layout, in: &frame)
    }
    frame.paint(with: theme.theme)
    frame.adapt(to: options.colorDepth, theme.theme)
    if options.ascii { frame.becomeASCII() }
  }

  private func draw(_ layout: Layout, in frame: inout Frame) {
    let footer = footer(layout)
    header.draw(in: &frame, layout.header)
    var scene = scene
    for place in layout.places {
      turn(&scene, to: place.panel)
      draw(place, scene, in: &frame)
    }
    footer.draw(in: &frame, layout.footer)
    overlay?.draw(in: &frame, overlayScene(body: layout.body))
    footer.notice(over: layout.body)?.draw(in: &frame, layout.body)
    commandPopup?.draw(in: &frame, layout.body)
  }

  private func draw(_ place: Layout.Place, _ scene: PanelScene, in frame: inout Frame) {
    let inner = place.box.inner
    let drawing = panels[place.panel].drawing(in: inner, scene)
    border(of: place, drawing).draw(in: &frame, place.box)
    if !inner.isEmpty { drawing.draw(in: &frame, inner) }
  }

  /// The screen at a size as a picture for a file. It leaves out whatever depends on wall time, so
  /// that the same instant of the same run is always the same picture.
  public func picture(of size: Size) -> FramePicture {
    var frame = Frame(size: size)
    var still = self
    still.isStill = true
    still.options.colorDepth = .direct
    still.notice = nil
    still.draw(in: &frame)
    return FramePicture(frame, theme: theme.theme, title: "weir: \(run.description.name)")
  }
}

// MARK: Where things are

extension Dashboard {
  /// The room inside the border of a panel; `nil` while it has no place.
  func box(of panel: Panel) -> Box? { places.layout(of: run).box(of: panel)?.inner }

  /// The border of a panel, with the key that leads to it before its title.
  private func border(of place: Layout.Place, _ drawing: any PanelDrawing) -> PanelBorder {
    PanelBorder(
      place.panel, key: key(of: place.panel), tabs: drawing.tabs,
      summary: drawing.summary(in: place.box.inner), isFocused: place.panel == places.focus)
  }

  private func key(of panel: Panel) -> String? {
    options.keys.binding(for: .screen(.panel(panel)))?.keys.first?.name
  }

  func titleClick(_ point: Point, in place: Layout.Place) -> TitleClick {
    let drawing = panels[place.panel].drawing(in: place.box.inner, scene(of: place.panel))
    let key = key(of: place.panel).map { CharacterWidth.of($0) + 1 } ?? 0
    let titleEnd = place.box.column + 2 + key + place.panel.title.count
    let summary = border(of: place, drawing).summaryColumns(in: place.box)
    return TitleClick(
      offset: point.column - titleEnd, isOnSummary: summary.contains(point.column),
      box: place.box.inner)
  }

  /// The signs of all graphs: ASCII if the rest of the screen is ASCII.
  var graphSigns: GraphSigns { options.ascii ? .ascii : options.settings.graph }

  /// What a panel is drawn from.
  func scene(of panel: Panel) -> PanelScene {
    var scene = scene
    turn(&scene, to: panel)
    return scene
  }

  /// What all panels are drawn from, before it is made that of one of them: a run is large, and one
  /// copy is enough for all.
  var scene: PanelScene {
    var scene = PanelScene(run: run, axes: axes, signs: graphSigns)
    scene.isStill = isStill
    scene.isExpanded = places.isExpanded
    scene.hasTaskPage = overlay?.task != nil
    return scene
  }

  func turn(_ scene: inout PanelScene, to panel: Panel) {
    scene.isFocused = places.focus == panel
    scene.typedFilter = nil
    if case .filter(panel, let line) = prompt { scene.typedFilter = line.text }
    scene.notedRows = places.notedRows(of: panel)
  }

  /// What a page over the panels is drawn from.
  var overlayScene: OverlayScene { overlayScene(body: nil) }

  /// - Parameter body: The room between header and footer, if it differs from that of the terminal.
  private func overlayScene(body: Box?) -> OverlayScene {
    let layout = places.sideBySide(for: places.size, of: run)
    return OverlayScene(
      run: run, body: body ?? layout.body, options: options, refusals: refusals,
      signs: graphSigns, themeName: theme.name, previews: previews, layout: layout)
  }

  var refusals: KeyRefusals {
    KeyRefusals(
      source: run.source, focus: places.focus,
      isTree: places.focus == .tasks && panels.tasks.form == .tree)
  }

  var header: HeaderBar { HeaderBar(run: run, rate: wallRate, isStill: isStill) }

  func footer(_ layout: Layout) -> FooterBar {
    var typedFilter: Filter?
    if case .filter(let panel, _) = prompt { typedFilter = panels[panel].filter(scene(of: panel)) }
    return FooterBar(
      scene: FooterScene(
        run: run, keys: options.keys, refusals: refusals, isExpanded: places.isExpanded,
        overlay: overlay, prompt: prompt, typedFilter: typedFilter,
        isTypingValue: panels.knobs.editor != nil, valueError: panels.knobs.error,
        notice: notice, noticePlace: layout.box(of: .events)))
  }

  /// The box above the command that is being typed.
  var commandPopup: CommandPopup? {
    guard case .command(let prompt) = prompt else { return nil }
    return CommandPopup(entry: prompt.entry, completion: prompt.completion(grammar))
  }
}

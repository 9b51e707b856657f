import WeirAnalysis
import WeirEvents
public import WeirScreen

/// The screen of a dashboard: where its parts are and how they look, for drawing and the mouse.
struct DashboardScreen {
  let dashboard: Dashboard
  let layout: Layout

  /// - Parameter size: The size of the screen, if it differs from that of the terminal.
  init(_ dashboard: Dashboard, at size: Size? = nil) {
    self.dashboard = dashboard
    layout = dashboard.places.layout(for: size ?? dashboard.places.size, of: dashboard.run)
  }

  var header: HeaderBar {
    HeaderBar(run: dashboard.run, rate: dashboard.wallRate, isStill: dashboard.isStill)
  }

  /// The time line; `nil` if it is hidden.
  var timeLineBar: TimeLineBar? {
    let box = layout.timeLine
    guard !box.isEmpty else { return nil }
    let run = dashboard.run
    var scene = TimeLineScene(timeline: run.timeline, now: run.instant)
    scene.length = run.end
    scene.isGrowing = run.source.length == nil && !run.isOver
    scene.readShare = run.readingShare
    scene.otherMarks = run.branches.marks
    // Two runs have no day in common, only the time since their start.
    if dashboard.comparison == nil { scene.clock = run.clock }
    if let comparison = dashboard.comparison {
      scene.otherMarks += comparison.otherWarnings
      if let parting = comparison.parting {
        scene.otherMarks.append(
          TimelineMark(
            .difference, at: parting.instant, event: parting.event, "the two runs part"))
      }
    }
    scene.isFocused = dashboard.places.timeLine.isFocused
    return TimeLineBar(scene, dashboard.options.graphSigns, in: box)
  }

  /// The part of the run that can be gone to.
  var reach: TimeLineFeature.Reach {
    let run = dashboard.run
    return TimeLineFeature.Reach(
      start: min(run.timeline.start, run.now), end: run.end, now: run.destination)
  }

  var footer: FooterBar {
    let panels = dashboard.panels
    var typedFilter: Filter?
    if case .filter(let panel, _) = dashboard.promptLine.prompt {
      typedFilter = filter(of: panel)
    }
    return FooterBar(
      scene: FooterScene(
        run: dashboard.run, keys: dashboard.options.keys, refusals: KeyRefusals(dashboard),
        isExpanded: dashboard.places.isExpanded, overlay: dashboard.overlay,
        prompt: dashboard.promptLine.prompt, typedFilter: typedFilter,
        isTypingValue: panels.knobs.editor != nil, valueError: panels.knobs.error,
        notice: dashboard.notice,
        noticePlace: dashboard.comparison == nil ? layout.box(of: .events) : nil,
        turned: dashboard.comparison?.turned,
        turnedRun: dashboard.comparison.map { _ in dashboard.turnedRun }))
  }

  /// The box above the command that is being typed.
  var commandPopup: CommandPopup? {
    guard case .command(let prompt) = dashboard.promptLine.prompt else { return nil }
    return CommandPopup(
      entry: prompt.entry, completion: prompt.completion(dashboard.grammar))
  }
}

// MARK: Drawing

extension DashboardScreen {
  /// Draws everything from nothing, in the colours of the theme.
  func drawWhole(in frame: inout Frame) {
    frame.fill(Box(frame.size), with: .text)
    frame.cursor = nil
    draw(in: &frame)
    finish(Box(frame.size), in: &frame)
  }

  /// Draws a panel over its former state.
  func redraw(_ place: Layout.Place, in frame: inout Frame) {
    frame.fill(place.box, with: .text)
    draw(place, scene(of: place.panel), in: &frame)
    finish(place.box, in: &frame)
  }

  /// The place of the panel that moves with every frame; `nil` if it has none, or something may lie
  /// over it.
  var movingPlace: Layout.Place? {
    guard !layout.isTooSmall, dashboard.overlay == nil, commandPopup == nil,
      dashboard.notice == nil || footer.notice(over: layout.body) == nil
    else { return nil }
    return layout.places.first { $0.panel == .flow }
  }

  /// Replaces what cells say by how they look.
  private func finish(_ box: Box, in frame: inout Frame) {
    let (options, theme) = (dashboard.options, dashboard.theme.theme)
    frame.paint(with: theme, in: box)
    frame.adapt(to: options.colorDepth, theme, in: box)
    if options.ascii { frame.becomeASCII(in: box) }
  }

  private func draw(in frame: inout Frame) {
    guard !layout.isTooSmall else {
      let key = dashboard.options.keys.binding(for: .screen(.quit))?.keys.first?.name ?? "Ctrl-C"
      return TooSmallNotice(quitKeys: key).draw(in: &frame)
    }
    let footer = footer
    if let scene = ComparisonScene(dashboard) {
      ComparisonDrawing(scene, layout).draw(in: &frame)
      timeLineBar?.draw(in: &frame)
    } else {
      header.draw(in: &frame, layout.header)
      timeLineBar?.draw(in: &frame)
      drawPanels(in: &frame)
    }
    footer.draw(in: &frame, layout.footer)
    dashboard.overlay?.draw(in: &frame, OverlayScene(dashboard, body: layout.body))
    footer.notice(over: layout.body)?.draw(in: &frame, layout.body)
    commandPopup?.draw(in: &frame, layout.body)
  }

  private func drawPanels(in frame: inout Frame) {
    var scene = PanelScene(dashboard)
    for place in layout.places {
      scene.turn(to: place.panel, dashboard.places, dashboard.promptLine.prompt)
      draw(place, scene, in: &frame)
    }
  }

  private func draw(_ place: Layout.Place, _ scene: PanelScene, in frame: inout Frame) {
    let inner = place.box.inner
    let drawing = dashboard.panels[place.panel].drawing(in: inner, scene)
    border(of: place, drawing).draw(in: &frame, place.box)
    if !inner.isEmpty { drawing.draw(in: &frame, inner) }
  }

  /// The border of a panel, with the key that leads to it before its title.
  func border(of place: Layout.Place, _ drawing: any PanelDrawing) -> PanelBorder {
    PanelBorder(
      place.panel, key: key(of: place.panel), tabs: drawing.tabs(in: place.box.inner),
      summary: drawing.summary(in: place.box.inner),
      isFocused: place.panel == dashboard.places.focus && !dashboard.places.timeLine.isFocused,
      isBroken: dashboard.run.isInPast)
  }

  func key(of panel: Panel) -> String? {
    dashboard.options.keys.binding(for: .screen(.panel(panel)))?.keys.first?.name
  }
}

extension Dashboard {
  /// What is where on the screen, and how it looks.
  var screen: DashboardScreen { DashboardScreen(self) }

  /// Draws the present state at the size of the frame.
  public func draw(in frame: inout Frame) {
    DashboardScreen(self, at: frame.size).drawWhole(in: &frame)
  }

  /// The screen at a size as a picture for a file. It leaves out whatever depends on wall time, so
  /// that the same instant of the same run is always the same picture.
  public func picture(of size: Size) -> FramePicture {
    var frame = Frame(size: size)
    var still = self
    still.isStill = true
    still.comparison?.update(after: nil, run)
    // What is renewed only now and then shows this instant, too.
    still.notifyPanels(.updated(after: 1))
    still.options.colorDepth = .direct
    still.notice = nil
    still.draw(in: &frame)
    return FramePicture(frame, theme: theme.theme, title: "weir: \(run.description.name)")
  }
}

// MARK: What panels and pages see

extension DashboardScreen {
  /// The room inside the border of a panel, which is `nil` while it has no place, and what the
  /// panel is drawn from.
  func place(of panel: Panel) -> (box: Box?, scene: PanelScene) {
    (layout.box(of: panel)?.inner, scene(of: panel))
  }

  /// The filter of a list; `nil` if the panel has none.
  func filter(of panel: Panel) -> Filter? { dashboard.panels[panel].filter(scene(of: panel)) }

  /// The panel whose filter is removed first: the one in focus, or the events.
  var filteredPanel: Panel? {
    [dashboard.places.focus, .events].first { filter(of: $0)?.isEmpty == false }
  }

  func scene(of panel: Panel) -> PanelScene {
    var scene = PanelScene(dashboard)
    scene.turn(to: panel, dashboard.places, dashboard.promptLine.prompt)
    return scene
  }
}

extension PanelScene {
  /// What all panels are drawn from, before it is made that of one of them: a run is large, and one
  /// copy is enough for all.
  init(_ dashboard: Dashboard) {
    self.init(run: dashboard.run, axes: dashboard.axes, signs: dashboard.options.graphSigns)
    isStill = dashboard.isStill
    isExpanded = dashboard.places.isExpanded
    hasTaskPage = dashboard.overlay?.task != nil
  }

  /// Makes this the scene of a panel.
  mutating func turn(to panel: Panel, _ places: PanelPlaces, _ prompt: Prompt?) {
    isFocused = places.focus == panel && !places.timeLine.isFocused
    typedFilter = nil
    if case .filter(panel, let line) = prompt { typedFilter = line.text }
    notedRows = places.notedRows(of: panel)
  }
}

extension OverlayScene {
  /// - Parameter body: The room between header and footer, if it differs from that of the terminal.
  init(_ dashboard: Dashboard, body: Box? = nil) {
    let layout = dashboard.places.sideBySide(for: dashboard.places.size, of: dashboard.run)
    self.init(
      run: dashboard.run, body: body ?? layout.body, options: dashboard.options,
      refusals: KeyRefusals(dashboard), signs: dashboard.options.graphSigns,
      themeName: dashboard.theme.name, previews: dashboard.previews, output: dashboard.output,
      layout: layout, compared: dashboard.comparedRuns, isComparing: dashboard.comparison != nil)
  }
}

extension KeyRefusals {
  init(_ dashboard: Dashboard) {
    let focus = dashboard.places.focus
    self.init(
      source: dashboard.run.source, focus: focus,
      isOnTimeLine: dashboard.places.timeLine.isFocused,
      hasBranches: focus == .tasks && dashboard.panels.tasks.form.hasBranches)
  }
}

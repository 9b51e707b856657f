import WeirAnalysis
import WeirEvents
import WeirScreen

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

  var footer: FooterBar {
    let panels = dashboard.panels
    var typedFilter: Filter?
    if case .filter(let panel, _) = dashboard.prompt {
      typedFilter = panels[panel].filter(dashboard.scene(of: panel))
    }
    return FooterBar(
      scene: FooterScene(
        run: dashboard.run, keys: dashboard.options.keys, refusals: dashboard.refusals,
        isExpanded: dashboard.places.isExpanded, overlay: dashboard.overlay,
        prompt: dashboard.prompt, typedFilter: typedFilter,
        isTypingValue: panels.knobs.editor != nil, valueError: panels.knobs.error,
        notice: dashboard.notice, noticePlace: layout.box(of: .events)))
  }

  /// The box above the command that is being typed.
  var commandPopup: CommandPopup? {
    guard case .command(let prompt) = dashboard.prompt else { return nil }
    return CommandPopup(
      entry: prompt.entry, completion: prompt.completion(dashboard.grammar))
  }
}

// MARK: Drawing

extension DashboardScreen {
  func draw(in frame: inout Frame) {
    guard !layout.isTooSmall else {
      let key = dashboard.options.keys.binding(for: .screen(.quit))?.keys.first?.name ?? "Ctrl-C"
      return TooSmallNotice(quitKeys: key).draw(in: &frame)
    }
    let footer = footer
    header.draw(in: &frame, layout.header)
    var scene = dashboard.scene
    for place in layout.places {
      dashboard.turn(&scene, to: place.panel)
      draw(place, scene, in: &frame)
    }
    footer.draw(in: &frame, layout.footer)
    dashboard.overlay?.draw(in: &frame, dashboard.overlayScene(body: layout.body))
    footer.notice(over: layout.body)?.draw(in: &frame, layout.body)
    commandPopup?.draw(in: &frame, layout.body)
  }

  private func draw(_ place: Layout.Place, _ scene: PanelScene, in frame: inout Frame) {
    let inner = place.box.inner
    let drawing = dashboard.panels[place.panel].drawing(in: inner, scene)
    border(of: place, drawing).draw(in: &frame, place.box)
    if !inner.isEmpty { drawing.draw(in: &frame, inner) }
  }

  /// The border of a panel, with the key that leads to it before its title.
  private func border(of place: Layout.Place, _ drawing: any PanelDrawing) -> PanelBorder {
    PanelBorder(
      place.panel, key: key(of: place.panel), tabs: drawing.tabs,
      summary: drawing.summary(in: place.box.inner),
      isFocused: place.panel == dashboard.places.focus)
  }

  private func key(of panel: Panel) -> String? {
    dashboard.options.keys.binding(for: .screen(.panel(panel)))?.keys.first?.name
  }
}

// MARK: The mouse

extension DashboardScreen {
  /// What is under a point, the topmost part first.
  enum Part {
    /// A part of header or footer that does something.
    case touch(Touch)
    /// A candidate of the command that is being typed: the line with it.
    case candidate(line: String)
    /// The command line, or its box beside the candidates.
    case commandLine
    /// Anything but them while a command is typed.
    case besideCommandLine
    /// The page over the panels, and anything but it while one is open.
    case page, besidePage
    /// The box of a notice.
    case notice
    case title(Layout.Place, TitleClick)
    case panel(Layout.Place)
    case nothing
  }

  func part(at point: Point) -> Part {
    if let area = touchAreas.first(where: { $0.box.contains(point) }) { return .touch(area.touch) }
    if let popup = commandPopup { return part(of: popup, at: point) }
    if let overlay = dashboard.overlay {
      return overlay.box(dashboard.overlayScene).contains(point) ? .page : .besidePage
    }
    let body = layout.body
    if footer.notice(over: body)?.box(in: body).contains(point) == true { return .notice }
    guard let place = layout.places.first(where: { $0.box.contains(point) }) else {
      return .nothing
    }
    return point.row == place.box.row ? .title(place, titleClick(point, in: place)) : .panel(place)
  }

  private func part(of popup: CommandPopup, at point: Point) -> Part {
    if let index = popup.candidate(at: point, layout.body) {
      let completion = popup.completion
      return .candidate(line: completion.text(with: completion.candidates[index]))
    }
    let isBeside =
      !popup.box(in: layout.body).contains(point) && point.row < layout.footer.row
    return isBeside ? .besideCommandLine : .commandLine
  }

  /// The parts of header and footer that can be clicked, and what each of them does.
  var touchAreas: [(box: Box, touch: Touch)] {
    var rows = header.rows(in: layout.header)
    if dashboard.prompt == nil { rows.append(footer.row(in: layout.footer)) }
    return rows.flatMap(\.areas)
  }

  private func titleClick(_ point: Point, in place: Layout.Place) -> TitleClick {
    let scene = dashboard.scene(of: place.panel)
    let drawing = dashboard.panels[place.panel].drawing(in: place.box.inner, scene)
    let key = key(of: place.panel).map { CharacterWidth.of($0) + 1 } ?? 0
    let titleEnd = place.box.column + 2 + key + place.panel.title.count
    let summary = border(of: place, drawing).summaryColumns(in: place.box)
    return TitleClick(
      offset: point.column - titleEnd, isOnSummary: summary.contains(point.column),
      box: place.box.inner)
  }
}

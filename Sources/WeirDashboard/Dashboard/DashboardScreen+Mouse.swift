import WeirAnalysis
import WeirEvents
import WeirScreen

extension DashboardScreen {
  /// What is under a point, the topmost part first.
  enum Part {
    /// A part of header or footer that does something.
    case touch(Touch)
    case timeLine(TimeLineGeometry.Part)
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
    if let part = timeLineBar?.part(at: point) { return .timeLine(part) }
    if let popup = commandPopup { return part(of: popup, at: point) }
    if let overlay = dashboard.overlay {
      return overlay.box(OverlayScene(dashboard)).contains(point) ? .page : .besidePage
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
    if dashboard.promptLine.prompt == nil { rows.append(footer.row(in: layout.footer)) }
    return rows.flatMap(\.areas)
  }

  private func titleClick(_ point: Point, in place: Layout.Place) -> TitleClick {
    let drawing = dashboard.panels[place.panel].drawing(
      in: place.box.inner, scene(of: place.panel))
    let key = key(of: place.panel).map { CharacterWidth.of($0) + 1 } ?? 0
    let titleEnd = place.box.column + 2 + key + place.panel.title.count
    let summary = border(of: place, drawing).summaryColumns(in: place.box)
    return TitleClick(
      offset: point.column - titleEnd, isOnSummary: summary.contains(point.column),
      box: place.box.inner)
  }
}

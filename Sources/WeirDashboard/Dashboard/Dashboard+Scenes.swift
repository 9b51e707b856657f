import WeirAnalysis
import WeirEvents
import WeirScreen

/// What panels and pages see of the dashboard.
extension Dashboard {
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
  func overlayScene(body: Box?) -> OverlayScene {
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
}

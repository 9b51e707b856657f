import WeirEvents

extension Page {
  /// The page as it opens, and what opening it asks for.
  func opened(_ scene: OverlayScene) -> (page: any OverlayFeature, effects: [Effect]) {
    switch self {
    case .help: return (HelpPage(), [])
    case .source: return (SourcePage(), [])
    case .command:
      let page = CommandPage(scene)
      return (page, page.command.map { [.command(.copy($0.text))] } ?? [])
    case .branches: return (BranchPage(scene.run.branches), [])
    case .options: return (OptionsPage(), [])
    case .output: return (OutputPage(), [])
    case .scenarios:
      let page = ScenarioPage(at: scene.run.description.name, of: scene.options.scenarios)
      return (page, page.preview(scene))
    }
  }
}

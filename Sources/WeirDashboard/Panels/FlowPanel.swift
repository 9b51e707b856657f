import WeirTrace

/// The picture of the scenario: whatever patterns it has, and what flows through them.
struct FlowPanel: PanelDrawing {
  private let picture: any FlowPicture

  init(state: Dashboard) {
    let look = Look(theme: state.theme)
    picture =
      FlowScene(run: state.run, knobs: state.knobs, isPaused: state.isPaused, look: look).picture
  }

  func summary(in box: Box) -> Line { picture.summary }

  func draw(in frame: inout Frame, _ box: Box) {
    picture.draw(in: &frame, box)
  }
}

import WeirAnalysis
import WeirEvents
import WeirScreen

/// An arrow from one part of a picture to the next, with how much goes there in a second.
struct RateArrow {
  private let scene: FlowScene
  private let rate: Rate
  private let style: Style

  init(_ scene: FlowScene, _ rate: Rate, _ style: Style) {
    self.scene = scene
    self.rate = rate
    self.style = style
  }

  /// Rates that stand still with virtual time fade.
  private var rateStyle: Style { scene.isPaused || scene.isOver ? .dim : .text }

  /// The columns that an arrow takes between two parts of a picture: its rate is left out where room is scarce.
  static func columns(in room: Int) -> Int { room >= 60 ? 8 : 4 }

  func draw(in frame: inout Frame, _ box: Box) {
    let shaft = String(repeating: "─", count: max(box.columns - 3, 0))
    frame.write("\(shaft)►", at: box.column + 1, box.endRow - 1, limit: box.columns - 2, style)
    guard box.rows > 1, box.columns >= 8 else { return }
    let text = "\(NumberText.rate(scene.perSecond(rate)))/s"
    let width = box.columns - 2
    frame.write(text.leftPadded(to: width), at: box.column + 1, box.row, limit: width, rateStyle)
  }
}

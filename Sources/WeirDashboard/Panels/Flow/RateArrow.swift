import WeirAnalysis
import WeirEvents
import WeirScreen

/// An arrow from one part of a picture to the next, with how much passes per second.
struct RateArrow {
  private let scene: FlowScene
  private let rate: Rate
  private let style: Style

  init(_ scene: FlowScene, _ rate: Rate, _ style: Style) {
    self.scene = scene
    self.rate = rate
    self.style = style
  }

  /// Rates are dimmed while the run is paused.
  private var rateStyle: Style { scene.isPaused || scene.isOver ? .dim : .text }

  /// The columns of an arrow between two parts of a picture, without its rate if room is scarce.
  static func columns(in room: Int) -> Int { room >= roomy ? columnsWithRate : 4 }

  /// The least room in which an arrow has its rate.
  private static let roomy = 60
  private static let columnsWithRate = 8

  func draw(in frame: inout Frame, _ box: Box) {
    let shaft = String(repeating: "─", count: max(box.columns - 3, 0))
    frame.write("\(shaft)►", at: box.column + 1, box.endRow - 1, limit: box.columns - 2, style)
    guard box.rows > 1, box.columns >= RateArrow.columnsWithRate else { return }
    let text = "\(NumberText.rate(scene.perSecond(rate)))/s"
    let width = box.columns - 2
    frame.write(text.leftPadded(to: width), at: box.column + 1, box.row, limit: width, rateStyle)
  }
}

public import WeirScreen

/// Draws the frames of a dashboard, one after the other: what is not due stays as it was.
///
/// While the run moves, text is due ten times a second; only the picture of the flow moves with
/// every frame, and in its rows digits alone are no movement. After an input, and while the run
/// rests, each frame is drawn from nothing, so that it is exact.
public struct FramePainter: Sendable {
  private var last: Drawn?

  /// A frame, and what it depends on besides the flow.
  private struct Drawn {
    var frame: Frame
    let beat: Int
    let places: [Layout.Place]
  }

  /// Creates a painter that has drawn nothing.
  public init() {}

  /// Draws what is due; `nil` if the last frame shows it already.
  ///
  /// - Complexity: O(cells).
  public mutating func frame(of dashboard: Dashboard, at size: Size) -> Frame? {
    let screen = DashboardScreen(dashboard, at: size.drawable)
    guard dashboard.isInMotion, let last, last.beat == dashboard.beat.number,
      last.frame.size == size.drawable, last.places == screen.layout.places
    else { return whole(screen, at: size) }
    guard let place = screen.movingPlace else { return nil }
    let frame = last.frame.moved(screen, in: place)
    guard frame != last.frame else { return nil }
    self.last?.frame = frame
    return frame
  }

  /// Forgets the last frame, since it was not shown.
  public mutating func forget() { last = nil }

  private mutating func whole(_ screen: DashboardScreen, at size: Size) -> Frame {
    var frame = Frame(size: size)
    screen.drawWhole(in: &frame)
    last = Drawn(
      frame: frame, beat: screen.dashboard.beat.number, places: screen.layout.places)
    return frame
  }
}

extension Frame {
  /// This frame with another state of the panel that moves.
  fileprivate func moved(_ screen: DashboardScreen, in place: Layout.Place) -> Frame {
    var frame = self
    screen.redraw(place, in: &frame)
    frame.takeBackDigits(from: self, in: place.box)
    return frame
  }
}

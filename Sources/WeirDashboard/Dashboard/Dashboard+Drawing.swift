import WeirAnalysis
import WeirEvents
public import WeirScreen

extension Dashboard {
  /// Draws the present state at the size of the frame.
  public func draw(in frame: inout Frame) {
    frame.fill(Box(frame.size), with: .text)
    frame.cursor = nil
    DashboardScreen(self, at: frame.size).draw(in: &frame)
    frame.paint(with: theme.theme)
    frame.adapt(to: options.colorDepth, theme.theme)
    if options.ascii { frame.becomeASCII() }
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

  /// The room inside the border of a panel; `nil` while it has no place.
  func box(of panel: Panel) -> Box? { places.layout(of: run).box(of: panel)?.inner }
}

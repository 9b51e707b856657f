public import WeirTrace

/// The colours of the screen by what they mean.
public struct Theme: Sendable, Hashable {
  public var name = "weir-dark"
  public var background = Color.rgb(16, 20, 24)
  public var border = Color.rgb(52, 62, 72)
  public var focusedBorder = Color.rgb(110, 160, 190)
  public var title = Color.rgb(196, 208, 216)
  public var text = Color.rgb(198, 206, 212)
  public var dim = Color.rgb(106, 118, 130)
  public var accent = Color.rgb(94, 190, 214)
  public var good = Color.rgb(122, 200, 130)
  public var warning = Color.rgb(238, 180, 84)
  public var bad = Color.rgb(240, 98, 98)
  public var selection = Color.rgb(34, 46, 58)
  public var graph = Gradient(
    low: .rgb(80, 160, 210), middle: .rgb(110, 210, 170), high: .rgb(240, 170, 90))

  public init() {}

  public func color(of state: TaskState) -> Color {
    switch state {
    case .created: dim
    case .ready: .rgb(226, 214, 110)
    case .running: good
    case .working: .rgb(190, 140, 230)
    case .sleeping: .rgb(92, 150, 220)
    case .waiting: .rgb(120, 132, 144)
    case .finished: good
    case .failed: bad
    case .cancelled: .rgb(230, 130, 190)
    case .timedOut: .rgb(240, 130, 70)
    }
  }

  /// Three colours and all between them.
  public struct Gradient: Sendable, Hashable {
    public var low: Color
    public var middle: Color
    public var high: Color

    public func color(at fraction: Double) -> Color {
      fraction < 0.5 ? mix(low, middle, fraction * 2) : mix(middle, high, fraction * 2 - 1)
    }

    private func mix(_ first: Color, _ second: Color, _ share: Double) -> Color {
      guard case .rgb(let r, let g, let b) = first, case .rgb(let x, let y, let z) = second else {
        return first
      }
      func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
        UInt8(Double(a) + (Double(b) - Double(a)) * min(max(share, 0), 1))
      }
      return .rgb(between(r, x), between(g, y), between(b, z))
    }
  }
}

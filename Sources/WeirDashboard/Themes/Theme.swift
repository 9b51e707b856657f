public import WeirTrace

/// The colours of the screen by what they mean, taken from a scheme.
///
/// Panels ask for meanings alone, so that every scheme works. A meaning is never told by its colour alone.
public struct Theme: Sendable, Hashable {
  /// The name to choose it by, such as `weir-dark`: its file's name without the extension.
  public let name: String
  public let scheme: ColorScheme

  /// What everything stands on.
  public let background: Color
  /// Behind the bars at the screen's edges.
  public let bar: Color
  /// Behind what is chosen.
  public let selection: Color
  public let border: Color
  public let focusedBorder: Color
  public let title: Color
  public let text: Color
  /// For what is there but asks for no attention.
  public let dim: Color
  /// For what may be touched: keys, marks, the program's name.
  public let accent: Color
  public let good: Color
  public let warning: Color
  public let bad: Color
  /// From little to much.
  public let graph: Gradient
  private let states: [TaskState: Color]

  /// The theme to start with.
  public static let standard = Theme(name: "weir-dark", scheme: .weirDark)

  public init(name: String, scheme: ColorScheme) {
    self.name = name
    self.scheme = scheme
    background = scheme[0x00].color
    bar = scheme[0x01].color
    selection = scheme[0x02].color
    border = Oklab(scheme[0x02]).blended(with: Oklab(scheme[0x03]), share: 0.4).rgb.color
    focusedBorder = scheme[0x0C].color
    title = scheme[0x06].color
    text = scheme[0x05].color
    dim = scheme[0x03].color
    accent = scheme[0x0C].color
    good = scheme[0x0B].color
    warning = scheme[0x0A].color
    bad = scheme[0x08].color
    graph = Gradient(scheme[0x0D], scheme[0x0C], scheme[0x0A], scheme[0x09], steps: 101)
    states = Theme.slots.mapValues { scheme[$0].color }
  }

  /// The colour of a task's state.
  public func color(of state: TaskState) -> Color { states[state] ?? text }

  private static let slots: [TaskState: Int] = [
    .created: 0x03, .ready: 0x0A, .running: 0x0B, .working: 0x0C, .sleeping: 0x0D,
    .waiting: 0x0E, .finished: 0x04, .failed: 0x08, .cancelled: 0x0F, .timedOut: 0x09,
  ]
}

extension Theme: CustomStringConvertible {
  public var description: String { name }
}

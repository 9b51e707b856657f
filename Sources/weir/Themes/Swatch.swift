import WeirScreen

/// Colors in printed text, as many as the terminal supports; if none, the text is plain.
struct Swatch {
  private let depth: ColorDepth

  init(_ depth: ColorDepth) { self.depth = depth }

  var hasColors: Bool { depth != .none }

  /// Returns the text in one color on another.
  func paint(_ text: String, _ foreground: RGB, on background: RGB) -> PaintedText {
    guard hasColors else { return PaintedText(text) }
    var palette = ColorPalette(depth)
    let (front, back) = palette.indices(foreground: foreground.color, background: background.color)
    return PaintedText(text, colors: "\(code(front, 30));\(code(back, 40))")
  }

  /// The SGR parameters of a color; `first` is 30 for the foreground and 40 for the background.
  private func code(_ index: Int, _ first: Int) -> String {
    switch depth {
    case .none: "0"
    case .eight: "\(first + index)"
    case .sixteen: "\(index < 8 ? first + index : first + 52 + index)"
    case .indexed: "\(first + 8);5;\(index)"
    case .direct: "\(first + 8);2;\(index >> 16);\(index >> 8 & 255);\(index & 255)"
    }
  }
}

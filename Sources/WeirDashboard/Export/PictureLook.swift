import WeirScreen

/// The part of a cell's style that a picture shows: two colours, and whether the text is bold.
struct PictureLook {
  /// The colour and weight of text and shapes.
  struct Ink: Hashable {
    var color: RGB
    var isBold = false
  }

  let background: RGB
  private let foreground: RGB

  init(_ theme: Theme) {
    background = theme.background.rgb ?? theme.scheme[0x00]
    foreground = theme.text.rgb ?? theme.scheme[0x05]
  }

  func colors(of style: Style) -> (ink: Ink, paper: RGB) {
    var front = style.foreground.rgb ?? foreground
    var back = style.background.rgb ?? background
    if style.attributes.contains(.reverse) { swap(&front, &back) }
    if style.attributes.contains(.dim) {
      front = Oklab(front).blended(with: Oklab(back), share: 0.4).rgb
    }
    return (Ink(color: front, isBold: style.attributes.contains(.bold)), back)
  }
}

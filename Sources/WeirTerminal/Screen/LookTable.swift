import CNcurses
import WeirScreen

/// How ncurses shows each style: attributes, and a pair of colours that is defined on first use.
struct LookTable {
  struct Look {
    let attributes: attr_t
    let pair: Int
  }

  private var palette: ColorPalette
  private var pairs: PairTable
  private var looks: [Style: Look] = [:]
  /// The last look that was requested: neighbours mostly have the same.
  private var last: (style: Style, look: Look)?

  init(depth: ColorDepth, pairs: Int) {
    palette = ColorPalette(depth)
    self.pairs = PairTable(capacity: pairs)
  }

  /// The look of a style; for it, a pair that no cell of the frame uses may be redefined.
  ///
  /// If even that does not help, the cell gets the terminal's own colours, so that it stays
  /// legible.
  mutating func look(of style: Style, in frame: Frame) -> Look {
    if let last, last.style == style { return last.look }
    let look = looks[style] ?? newLook(of: style, in: frame)
    last = (style, look)
    return look
  }

  private mutating func newLook(of style: Style, in frame: Frame) -> Look {
    let pair = pair(of: style)
    var allotment = pairs.number(of: pair)
    if case .exhausted = allotment {
      pairs.recycle(keeping: Set(Set(frame.cells.map(\.style)).map { self.pair(of: $0) }))
      looks.removeAll()
      allotment = pairs.number(of: pair)
    }
    let look = Look(attributes: style.attributes.curses, pair: define(allotment, as: pair))
    looks[style] = look
    return look
  }

  private mutating func pair(of style: Style) -> PairTable.Pair {
    let (foreground, background) = palette.indices(
      foreground: style.foreground, background: style.background)
    return PairTable.Pair(foreground: foreground, background: background)
  }

  private func define(_ allotment: PairTable.Allotment, as pair: PairTable.Pair) -> Int {
    switch allotment {
    case .known(let number): return number
    case .exhausted: return 0
    case .new(let number):
      init_extended_pair(Int32(number), Int32(pair.foreground), Int32(pair.background))
      return number
    }
  }
}

extension Attributes {
  fileprivate var curses: attr_t {
    var attributes: attr_t = 0
    if contains(.bold) { attributes |= weir_attribute_bold() }
    if contains(.dim) { attributes |= weir_attribute_dim() }
    if contains(.underline) { attributes |= weir_attribute_underline() }
    if contains(.reverse) { attributes |= weir_attribute_reverse() }
    return attributes
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Every shipped theme on every terminal.
@Suite struct ColorDepthTests {
  private static let themes = ColorScheme.shipped.map { Theme(name: $0, scheme: $1) }
    .sorted { $0.name < $1.name }
  private static let colored = themes.filter { $0.name != "weir-mono" }
  private static let depths: [ColorDepth] = [.eight, .sixteen, .indexed, .direct]

  private func numbers(_ colors: [Color], on background: Color, _ depth: ColorDepth) -> [Int] {
    var palette = ColorPalette(depth)
    return colors.map { palette.indices(foreground: $0, background: background).foreground }
  }

  @Test(arguments: themes, depths)
  func `text never has the colour of its background`(theme: Theme, depth: ColorDepth) {
    var palette = ColorPalette(depth)
    let named = [theme.text, theme.title, theme.dim, theme.accent, theme.good, theme.bad]
    let states = TaskState.allCases.map(theme.color(of:))
    for color in named + [theme.warning, theme.border, theme.focusedBorder] + states {
      let pair = palette.indices(foreground: color, background: theme.background)
      #expect(pair.foreground != pair.background)
    }
  }

  @Test(arguments: colored, depths)
  func `good, warning and bad are three different colours`(theme: Theme, depth: ColorDepth) {
    let shown = numbers([theme.good, theme.warning, theme.bad], on: theme.background, depth)
    #expect(Set(shown).count == 3)
  }

  @Test(arguments: colored, depths)
  func `text differs in colour from good and bad`(theme: Theme, depth: ColorDepth) {
    let shown = numbers([theme.text, theme.good, theme.bad], on: theme.background, depth)
    #expect(Set(shown).count == 3)
  }

  @Test(arguments: themes, [ColorDepth.eight, .sixteen])
  func `a grey of the scheme stays a grey`(theme: Theme, depth: ColorDepth) {
    let greys = [0, 7, 8, 15]
    for slot in [0x03, 0x04, 0x05, 0x06] where Oklab(theme.scheme[slot]).strength < 0.03 {
      let shown = numbers([theme.scheme[slot].color], on: theme.background, depth)
      #expect(greys.contains(shown[0]), "\(slot)")
    }
  }

  @Test(arguments: themes)
  func `with 256 colours a selection differs from the background`(theme: Theme) {
    var palette = ColorPalette(.indexed)
    #expect(palette.index(of: theme.selection) != palette.index(of: theme.background))
    #expect(palette.index(of: theme.dim) != palette.index(of: theme.text))
    #expect(palette.index(of: theme.border) != palette.index(of: theme.focusedBorder))
  }

  @Test(arguments: [ColorDepth.none, .eight, .sixteen])
  func `with few colours a selection is shown in reverse`(depth: ColorDepth) {
    var dashboard = Sample.dashboard(after: 3)
    dashboard.options.colorDepth = depth
    let rich = Sample.frame(Sample.dashboard(after: 3), 120, 40)
    let poor = Sample.frame(dashboard, 120, 40)
    let chosen = rich.cells.map { $0.style.background == Sample.theme.selection }
    #expect(chosen.contains(true))
    for (index, isChosen) in chosen.enumerated() {
      let style = poor.cells[index].style
      #expect(style.background != Sample.theme.selection)
      if isChosen { #expect(style.attributes.contains(.reverse)) }
    }
  }

  @Test(arguments: [(ColorDepth.none, true), (.eight, true), (.sixteen, false), (.indexed, false)])
  func `quiet text is dim if the terminal has no grey`(depth: ColorDepth, isDim: Bool) {
    var dashboard = Sample.dashboard(after: 3)
    dashboard.options.colorDepth = depth
    let cells = Sample.frame(dashboard, 120, 40).cells.map(\.style)
    #expect(cells.contains { $0.attributes.contains(.dim) } == isDim)
    #expect(!cells.contains { $0.foreground == Sample.theme.text && $0.attributes.contains(.dim) })
  }

  @Test func `without colours the border of the panel in focus is bold`() {
    var dashboard = Sample.dashboard(after: 3)
    dashboard.options.colorDepth = .none
    let borders = Sample.frame(dashboard, 120, 40).cells.filter { $0.character == "╭" }
    let bold = borders.filter { $0.style.attributes.contains(.bold) }.count
    #expect(bold >= 1 && bold < borders.count / 2)
  }

  @Test func `with eight colours bold does not turn the black of a page grey`() {
    var dashboard = Sample.dashboard(after: 3)
    dashboard.options.colorDepth = .eight
    dashboard.theme = ThemeChoice(Theme(name: "weir-light", scheme: .weirLight))
    let theme = dashboard.theme.theme
    let cells = Sample.frame(dashboard, 120, 40).cells.map(\.style)
    let texts = cells.filter { $0.foreground == theme.text || $0.foreground == theme.title }
    #expect(!texts.contains { $0.attributes.contains(.bold) })
    #expect(cells.contains { $0.attributes.contains(.bold) })
  }

  /// Screens with text on a colour: the badge, a recording, an open list.
  private static let keys: [[Key]] = [[], [.character("?")], [.character("o")], [.character(":")]]

  @Test(arguments: themes, [ColorDepth.eight, .sixteen])
  func `text on a colour is readable, even if bold means brighter`(
    theme: Theme, depth: ColorDepth
  ) {
    var palette = ColorPalette(depth)
    var pairs: Set<[Int]> = []
    for keys in ColorDepthTests.keys {
      var dashboard = Sample.dashboard()
      dashboard.theme = ThemeChoice(theme)
      dashboard.options.colorDepth = depth
      _ = dashboard.handle(.run(.recordingStarted(path: "a")))
      for key in keys { _ = dashboard.handle(.terminal(.keyPressed(key))) }
      for style in Set(Sample.frame(dashboard, 120, 40).cells.map(\.style)) {
        let pair = palette.indices(foreground: style.foreground, background: style.background)
        let isBrighter = style.attributes.contains(.bold) && pair.foreground < 8
        pairs.insert([pair.foreground + (isBrighter ? 8 : 0), pair.background])
      }
    }
    let greys = [0, 7, 8, 15]
    for pair in pairs where pair[1] >= 0 && !greys.contains(pair[1]) {
      let (front, behind) = (ColorPalette.color(of: pair[0]), ColorPalette.color(of: pair[1]))
      #expect(front.contrast(with: behind) >= 4.5, "\(pair)")
    }
  }

  @Test(arguments: themes, [ColorDepth.eight, .sixteen])
  func `any text on any of the theme's colours is readable`(theme: Theme, depth: ColorDepth) {
    var palette = ColorPalette(depth)
    let grounds = [theme.accent, theme.good, theme.warning, theme.bad]
    let greys = [0, 7, 8, 15]
    for ground in grounds {
      for text in [theme.background, theme.text, theme.title, theme.dim] + grounds
      where text != ground {
        let pair = palette.indices(
          foreground: palette.legible(text, on: ground), background: ground)
        guard !greys.contains(pair.background) else { continue }
        let (front, behind) = (
          ColorPalette.color(of: pair.foreground), ColorPalette.color(of: pair.background)
        )
        #expect(front.contrast(with: behind) >= 4.5, "\(pair)")
      }
    }
  }

  @Test func `an exported picture has all colours, whatever the terminal has`() {
    var dashboard = Sample.dashboard(after: 3)
    let size = Size(columns: 120, rows: 40)
    let picture = dashboard.picture(of: size).svg
    dashboard.options.colorDepth = .none
    #expect(dashboard.picture(of: size).svg == picture)
  }

  @Test func `with many colours a selection is not shown in reverse`() {
    let frame = Sample.frame(Sample.dashboard(after: 3), 120, 40)
    #expect(frame.cells.contains { $0.style.background == Sample.theme.selection })
  }
}

extension Oklab {
  fileprivate var strength: Double {
    (greenRed * greenRed + blueYellow * blueYellow).squareRoot()
  }
}

import Foundation
import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct ShippedThemesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("themes")
  private static let themes = ColorScheme.shipped.map { Theme(name: $0, scheme: $1) }
    .sorted { $0.name < $1.name }
  private static let colored = themes.filter { $0.name != "weir-mono" }

  private func theme(_ name: String) throws -> Theme {
    try #require(ShippedThemesTests.themes.first { $0.name == name })
  }

  @Test func `every file of the themes folder is compiled in, byte for byte`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: ShippedThemesTests.folder, includingPropertiesForKeys: nil)
    var schemes: [String: ColorScheme] = [:]
    for file in files where file.pathExtension == "yaml" {
      let name = file.deletingPathExtension().lastPathComponent
      let text = try String(contentsOf: file, encoding: .utf8)
      schemes[name] = try ColorScheme(yaml: text, file: file.lastPathComponent)
    }
    #expect(schemes == ColorScheme.shipped)
  }

  @Test func `the standard theme is shipped`() {
    #expect(ColorScheme.shipped[Theme.standard.name] == Theme.standard.scheme)
  }

  @Test func `twelve themes are shipped, some of them light, and one with 24 colours`() {
    #expect(ShippedThemesTests.themes.count >= 12)
    let schemes = ShippedThemesTests.themes.map(\.scheme)
    #expect(schemes.filter { $0.variant == .light }.count >= 4)
    #expect(schemes.contains { $0.count == 24 })
    #expect(Set(schemes.map(\.title)).count == schemes.count)
  }

  @Test(arguments: themes)
  func `a theme declares whether it is light, and its shades are in order of brightness`(
    theme: Theme
  ) {
    let isLight = LinearLight(theme.scheme[0]).luminance > 0.5
    #expect((theme.scheme.variant == .light) == isLight)
    let shades = (0..<8).map { LinearLight(theme.scheme[$0]).luminance }
    #expect(shades == (isLight ? shades.sorted(by: >) : shades.sorted()))
  }

  @Test(arguments: themes)
  func `text is legible on every background, by the ratios of WCAG 2`(theme: Theme) throws {
    let isStrict = theme.name == "weir-contrast"
    for ground in [theme.background, theme.bar, theme.selection].compactMap(\.rgb) {
      for text in [theme.text, theme.title].compactMap(\.rgb) {
        #expect(text.contrast(with: ground) >= (isStrict ? 7 : 4.5))
      }
      for sign in signs(of: theme) where isStrict { #expect(sign.contrast(with: ground) >= 7) }
    }
    let ground = try #require(theme.background.rgb)
    for sign in signs(of: theme) { #expect(sign.contrast(with: ground) >= 3) }
  }

  @Test(arguments: themes)
  func `dim text is readable, has the scheme's own colour, and is quieter than other text`(
    theme: Theme
  ) throws {
    let ground = try #require(theme.background.rgb)
    let (dim, text) = (try #require(theme.dim.rgb), try #require(theme.text.rgb))
    #expect(dim.contrast(with: ground) >= 4.5)
    #expect(dim == theme.scheme[0x03])
    #expect(text.contrast(with: ground) >= 1.8 * dim.contrast(with: ground))
    for surface in [theme.bar, theme.selection].compactMap(\.rgb) {
      #expect(dim.contrast(with: surface) >= 2.5)
    }
  }

  /// Every colour of text, except plain text.
  private func signs(of theme: Theme) -> [RGB] {
    let named = [theme.dim, theme.accent, theme.good, theme.warning, theme.bad]
    return (named + TaskState.allCases.map(theme.color(of:))).compactMap(\.rgb)
  }

  @Test(arguments: themes)
  func `the selection and the border of the panel in focus are visible`(theme: Theme) throws {
    let ground = Oklab(try #require(theme.background.rgb))
    #expect(Oklab(try #require(theme.selection.rgb)).distance(to: ground) >= 0.08)
    let (border, focused) = (
      try #require(theme.border.rgb), try #require(theme.focusedBorder.rgb)
    )
    #expect(Oklab(border).distance(to: Oklab(focused)) >= 0.14)
  }

  @Test(arguments: colored)
  func `no two states look alike`(theme: Theme) {
    #expect(closest(theme) { $0 }.distance >= 0.08)
  }

  @Test func `the theme of greys has no hue, and each state its own brightness`() throws {
    let mono = try theme("weir-mono")
    for slot in 0..<16 {
      let color = mono.scheme[slot]
      #expect(color.red == color.green && color.green == color.blue)
    }
    #expect(closest(mono) { $0 }.distance >= 0.043)
  }

  @Test(
    arguments: ColorVision.allCases, [("weir-colorblind", 0.1), ("weir-colorblind-light", 0.09)])
  func `the colour-blind themes keep the states apart for everyone`(
    vision: ColorVision, theme: (name: String, distance: Double)
  ) throws {
    let limit = vision.isRare ? 0.06 : theme.distance
    #expect(closest(try self.theme(theme.name), seen: vision.seen).distance >= limit)
  }

  @Test(arguments: [ColorVision.withoutRed, .withoutGreen])
  func `for everyone, good, bad and warning are three different colours`(vision: ColorVision) throws
  {
    for name in ["weir-colorblind", "weir-colorblind-light"] {
      let theme = try theme(name)
      let colors = [theme.good, theme.warning, theme.bad, theme.accent, theme.dim]
      let seen = colors.compactMap { $0.rgb.map { Oklab(vision.seen($0)) } }
      for (index, color) in seen.enumerated() {
        for other in seen[(index + 1)...] { #expect(color.distance(to: other) >= 0.09, "\(name)") }
      }
    }
  }

  @Test func `the test for colour vision can fail: the dark theme does not pass it`() {
    #expect(closest(.standard, seen: ColorVision.withoutGreen.seen).distance < 0.05)
  }

  @Test func `the theme for late hours has little blue in its bright colours`() throws {
    let theme = try theme("weir-dusk")
    for slot in 0..<16 {
      let light = LinearLight(theme.scheme[slot])
      #expect(light.blue <= 0.6 * max(light.red, light.green), "\(slot)")
    }
  }

  private func closest(
    _ theme: Theme, seen: (RGB) -> RGB
  ) -> (distance: Double, states: [TaskState]) {
    let states = TaskState.allCases
    var best = (distance: Double.infinity, states: [TaskState]())
    for (index, first) in states.enumerated() {
      for second in states[(index + 1)...] {
        guard let one = theme.color(of: first).rgb, let other = theme.color(of: second).rgb
        else { return (0, [first, second]) }
        let distance = Oklab(seen(one)).distance(to: Oklab(seen(other)))
        if distance < best.distance { best = (distance, [first, second]) }
      }
    }
    return best
  }
}

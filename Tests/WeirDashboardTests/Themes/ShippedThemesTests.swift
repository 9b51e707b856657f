import Foundation
import Testing
import WeirTrace

@testable import WeirDashboard

@Suite struct ShippedThemesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("themes")
  private static let themes = ColorScheme.shipped.map { Theme(name: $0, scheme: $1) }
    .sorted { $0.name < $1.name }

  @Test func `every file of the folder is compiled in, equal to the letter`() throws {
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

  @Test func `the standard theme is one of them`() {
    #expect(ColorScheme.shipped[Theme.standard.name] == Theme.standard.scheme)
  }

  @Test(arguments: themes)
  func `text is legible wherever it stands, by the ratios of WCAG 2`(theme: Theme) {
    let backgrounds = [theme.background, theme.bar, theme.selection].compactMap(\.bytes)
    for background in backgrounds {
      for text in [theme.text, theme.title].compactMap(\.bytes) {
        #expect(text.contrast(with: background) >= 4.5)
      }
    }
    let quiet = [theme.dim, theme.accent, theme.good, theme.warning, theme.bad]
    for color in quiet.compactMap(\.bytes) { #expect(color.contrast(with: backgrounds[0]) >= 3) }
    for state in TaskState.allCases {
      let contrast = theme.color(of: state).bytes?.contrast(with: backgrounds[0]) ?? 0
      #expect(contrast >= 3, "\(state)")
    }
  }

  @Test(arguments: themes)
  func `no two states look alike`(theme: Theme) {
    #expect(closest(theme) { $0 }.distance >= 0.08)
  }

  @Test(arguments: ColorVision.allCases)
  func `the colour-blind theme keeps the states apart for everyone`(vision: ColorVision) {
    let theme = Theme(name: "weir-colorblind", scheme: .weirColorBlind)
    let limit = vision.isRare ? 0.06 : 0.1
    #expect(closest(theme, seen: vision.seen).distance >= limit)
  }

  @Test func `the test for it would notice: the dark theme does not`() {
    #expect(closest(.standard, seen: ColorVision.withoutGreen.seen).distance < 0.05)
  }

  private func closest(
    _ theme: Theme, seen: (RGB) -> RGB
  ) -> (distance: Double, states: [TaskState]) {
    let states = TaskState.allCases
    var best = (distance: Double.infinity, states: [TaskState]())
    for (index, first) in states.enumerated() {
      for second in states[(index + 1)...] {
        guard let one = theme.color(of: first).bytes, let other = theme.color(of: second).bytes
        else { return (0, [first, second]) }
        let distance = Oklab(seen(one)).distance(to: Oklab(seen(other)))
        if distance < best.distance { best = (distance, [first, second]) }
      }
    }
    return best
  }
}

extension Color {
  fileprivate var bytes: RGB? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return RGB(red, green, blue)
  }
}

import Testing

@testable import WeirScreen

@Suite struct GradientTests {
  private let gradient = Gradient(RGB(0, 0, 255), RGB(255, 255, 0), RGB(255, 0, 0), steps: 101)

  @Test func `a gradient has its stops at their positions`() {
    #expect(gradient.color(at: 0) == .rgb(0, 0, 255))
    #expect(gradient.color(at: 0.5) == .rgb(255, 255, 0))
    #expect(gradient.color(at: 1) == .rgb(255, 0, 0))
  }

  @Test(arguments: [-1.0, -.infinity, .nan])
  func `below the start of a gradient is its first colour`(share: Double) {
    #expect(gradient.color(at: share) == gradient.colors[0])
  }

  @Test(arguments: [1.5, .infinity])
  func `beyond the end of a gradient is its last colour`(share: Double) {
    #expect(gradient.color(at: share) == gradient.colors[100])
  }

  @Test func `neighbouring colours are even steps for the eye`() {
    let steps = Gradient(RGB(64, 64, 64), RGB(255, 255, 255), steps: 21).colors
      .compactMap { color -> Double? in
        guard case .rgb(let red, let green, let blue) = color else { return nil }
        return Oklab(RGB(red, green, blue)).lightness
      }
    for (darker, lighter) in zip(steps, steps.dropFirst()) {
      #expect(abs(lighter - darker - (1 - steps[0]) / 20) < 0.005)
    }
  }

  @Test(arguments: [-3, 0, 1])
  func `fewer than two steps show the first stop`(steps: Int) {
    #expect(Gradient(RGB(1, 2, 3), RGB(4, 5, 6), steps: steps).colors == [.rgb(1, 2, 3)])
  }
}

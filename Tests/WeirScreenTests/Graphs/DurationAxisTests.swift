import Testing

@testable import WeirScreen

@Suite struct LengthAxisTests {
  @Test func `durations that differ much are on a logarithmic axis between round ends`() {
    let axis = DurationAxis(from: 0.07, to: 1.6)
    #expect(axis.isLogarithmic)
    #expect((axis.low, axis.high) == (0.05, 2))
    #expect(axis.ticks.map { ($0 * 100).rounded() } == [5, 10, 20, 50, 100, 200])
    #expect(axis.position(of: 0.05) == 0)
    #expect(abs((axis.position(of: 0.316227766) ?? 0) - 0.5) < 0.001)
    #expect(axis.position(of: 2.1) == nil)
  }

  @Test func `durations that are nearly equal are on a linear axis around them`() {
    let axis = DurationAxis(from: 0.9, to: 1.1)
    #expect(!axis.isLogarithmic)
    #expect(axis.low < 0.9 && axis.low > 0.8 && axis.high > 1.1 && axis.high < 1.2)
    #expect(DurationAxis(from: 1, to: 1).position(of: 1).map { $0 > 0.1 && $0 < 0.95 } == true)
  }

  @Test(arguments: [(0.0, 0.0), (0, 1e-9), (1e-6, 1e-6), (0, 3600), (5, 86_400), (1, 1.0001)])
  func `edges rise to the end of any axis, and every duration is in one part`(
    shortest: Double, longest: Double
  ) {
    let axis = DurationAxis(from: shortest, to: longest)
    for count in 1...100 {
      let edges = axis.edges(count)
      #expect(edges.count == count && edges.last == axis.high)
      #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
      #expect(edges.last.map { $0 >= longest } == true)
    }
    #expect(!axis.ticks.isEmpty)
  }

  @Test(arguments: [(0.07, 1.6), (0.9, 1.1), (1e-6, 86_400)])
  func `all parts of an axis have the same length`(shortest: Double, longest: Double) {
    let axis = DurationAxis(from: shortest, to: longest)
    for count in 1...100 {
      for (index, edge) in axis.edges(count).enumerated() {
        let position = axis.position(of: edge) ?? -1
        #expect(abs(position - Double(index + 1) / Double(count)) < 1e-9)
      }
    }
  }

  @Test func `durations that are all zero are at the start of an axis from zero`() {
    let axis = DurationAxis(from: 0, to: 0)
    #expect(axis.low == 0 && axis.high == 0.001 && !axis.isLogarithmic)
    #expect(axis.position(of: 0) == 0)
    #expect(axis.ticks.first == 0)
  }
}

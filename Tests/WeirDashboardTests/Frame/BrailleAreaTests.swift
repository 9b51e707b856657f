import Testing

@testable import WeirDashboard

@Suite struct BrailleAreaTests {
  @Test func `a ramp rises dot by dot`() {
    let area = BrailleArea((0...8).map(Double.init), maximum: 8, rows: 2)
    let rows = [1, 0].map { level in
      (0..<5).map { "\(area.character(column: $0, level: level) ?? " ")" }.joined()
    }
    #expect(rows == ["  ⢀⣴⡇", "⢀⣴⣿⣿⡇"])
  }

  @Test func `what is above zero shows, and nothing leaves the graph`() {
    let area = BrailleArea([0.001, 1e9, -5, .nan], maximum: 10, rows: 1)
    #expect(area.heights == [1, 4, 0, 0])
    #expect(BrailleArea([5], maximum: 0, rows: 1).heights == [0])
  }
}

import Testing

@testable import WeirScreen

@Suite struct GraphAreaTests {
  private func picture(
    _ values: [Double], missing: Int = 0, rows: Int = 2, over: Int = .max, _ signs: GraphSigns
  ) -> [String] {
    let area = GraphArea(values, missing: missing, maximum: 8, rows: rows, signs)
    return (0..<rows).reversed().map { row in
      let columns = 0..<(values.count + missing + 1) / 2
      return columns.map { column in
        let sign =
          area.isKnown(column)
          ? area.sign(column: column, row: row, isOver: row >= over) : nil
        return "\(sign ?? " ")"
      }.joined()
    }
  }

  private let ramp = (0...8).flatMap { [Double($0), Double($0)] }

  @Test func `a ramp rises dot by dot in braille`() {
    #expect(picture((0...8).map(Double.init), .braille) == ["  ⢀⣴⡇", "⢀⣴⣿⣿⡇"])
  }

  @Test func `a ramp rises in eighths of blocks`() {
    #expect(picture(ramp, .block) == ["     ▂▄▆█", "▁▂▄▆█████"])
  }

  @Test func `a ramp rises in four heights of ASCII`() {
    #expect(picture(ramp, .ascii) == ["     .:|#", "_.:|#####"])
  }

  @Test(arguments: zip(GraphSigns.allCases, ["⡪⡪", "▒▒", "%%"]))
  func `the part of a graph over its limit has another sign`(signs: GraphSigns, over: String) {
    let rows = picture([8, 8, 8, 8], over: 1, signs)
    #expect(rows[0] == over)
    #expect(rows[1] != over)
  }

  @Test(arguments: zip(GraphSigns.allCases, ["  ⣀⣀", "  ▁▁", "  __"]))
  func `before the first number nothing is drawn, at zero the baseline is`(
    signs: GraphSigns, row: String
  ) {
    #expect(picture([0, 0, 0, 0], missing: 4, rows: 1, signs) == [row])
  }

  @Test func `anything above zero is visible, and nothing leaves the graph`() {
    let area = GraphArea([0.001, 1e9, -5, .nan], maximum: 10, rows: 1, .braille)
    #expect(area.heights == [1, 4, 0, 0])
    #expect(GraphArea([5], maximum: 0, rows: 1, .braille).heights == [0])
  }
}

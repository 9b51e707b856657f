import Testing

@testable import WeirDashboard

@Suite struct TimeAxisTests {
  @Test func `a time axis has round labels that end at their instants`() {
    let axis = TimeAxis.text(columns: 40, TimeScale(level: 7))
    #expect(axis == "           -10s          -5s         now")
  }

  @Test func `the labels of a time axis never touch each other at any width and scale`() {
    for columns in 1...320 {
      for level in 0..<TimeScale.levels {
        let text = TimeAxis.text(columns: columns, TimeScale(level: level))
        let words = text.split(separator: " ")
        let isClear = words.dropLast().allSatisfy {
          $0.hasPrefix("-") && $0.dropFirst().allSatisfy { $0 != "-" }
        }
        guard text.count == columns, isClear, columns < 4 || words.last == "now" else {
          Issue.record("\(columns) columns at level \(level): '\(text)'")
          return
        }
      }
    }
  }

  @Test func `the labels of a time axis keep their distance from the right edge at any width`() {
    let scale = TimeScale(level: 8)
    let wide = TimeAxis.text(columns: 160, scale)
    #expect(wide.hasSuffix(TimeAxis.text(columns: 80, scale).drop { $0 == " " }))
  }
}

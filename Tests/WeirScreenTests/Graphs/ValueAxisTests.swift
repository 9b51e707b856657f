import Testing

@testable import WeirScreen

@Suite struct ValueAxisTests {
  private let values = [0.003, 0.7, 1, 3, 4, 7, 8, 12, 64, 99, 100, 250, 1e4, 3e7]

  @Test func `steps are 1, 2 or 5 times a power of ten`() {
    let steps = [0.4, 1, 1.2, 3, 6, 11, 30, 99].map(ValueAxis.round)
    #expect(steps == [0.5, 1, 2, 5, 10, 20, 50, 100])
  }

  @Test func `an axis reaches its number and ends soon after it`() {
    for rows in 1...60 {
      for value in values {
        let axis = ValueAxis(reaching: value, rows: rows)
        #expect(axis.top >= value * 0.999)
        #expect(axis.top <= value * 1.34)
      }
    }
  }

  @Test func `no two numbers share a row, and larger ones are higher`() {
    for rows in 1...60 {
      for value in values {
        for axis in [ValueAxis(reaching: value, rows: rows), .init(endingAt: value, rows: rows)] {
          let places = axis.ticks(rows: rows).map(\.row)
          #expect(places == Array(Set(places)).sorted(by: >))
          #expect(places.allSatisfy { (0..<rows).contains($0) })
        }
      }
    }
  }
}

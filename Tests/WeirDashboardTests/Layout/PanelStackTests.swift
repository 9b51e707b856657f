import Testing

@testable import WeirDashboard

@Suite struct PanelStackTests {
  private let stack = PanelStack(shares: [
    .init(panel: .flow, size: .init(minimum: 4, ideal: 6, maximum: 8, weight: 1, rank: 3)),
    .init(panel: .tasks, size: .init(minimum: 3, ideal: 5, weight: 2, rank: 1)),
    .init(panel: .events, size: .init(minimum: 3, ideal: 3, weight: 1, rank: 2)),
  ])

  private func heights(_ rows: Int) -> String {
    stack.heights(in: rows).map { "\($0.panel.title) \($0.rows)" }.joined(separator: ", ")
  }

  @Test(arguments: [
    (3, ""), (4, "Flow 4"), (7, "Flow 4, Events 3"), (9, "Flow 6, Events 3"),
    (10, "Flow 4, Tasks 3, Events 3"), (12, "Flow 6, Tasks 3, Events 3"),
    (14, "Flow 6, Tasks 5, Events 3"), (16, "Flow 6, Tasks 7, Events 3"),
    (40, "Flow 8, Tasks 21, Events 11"),
  ])
  func `rows go to minima by rank, to ideals in order, and the rest by weight`(
    rows: Int, expected: String
  ) {
    #expect(heights(rows) == expected)
  }

  @Test func `if all have their maximum, one panel takes the rest`() {
    let capped = PanelStack(shares: [
      .init(panel: .flow, size: .init(minimum: 3, ideal: 3, maximum: 4, weight: 1, rank: 1)),
      .init(panel: .depth, size: .init(minimum: 3, ideal: 3, maximum: 4, weight: 2, rank: 1)),
    ])
    #expect(capped.heights(in: 20).map(\.rows) == [4, 16])
  }
}

import Testing

@testable import WeirDashboard

@Suite struct LayoutTests {
  private static let sizes = (1...320).flatMap { columns in
    (1...120).map { Size(columns: columns, rows: $0) }
  }

  @Test func `on every screen the panels fill the frame, lie apart and have room inside`() {
    for size in LayoutTests.sizes {
      let layout = Layout(size)
      let boxes = [layout.header, layout.footer] + layout.places.map(\.box)
      let area = boxes.reduce(0) { $0 + $1.columns * $1.rows }
      let isInside = boxes.allSatisfy {
        $0.column >= 0 && $0.row >= 0 && $0.endColumn <= size.columns && $0.endRow <= size.rows
      }
      let isApart = LayoutTests.areApart(boxes.filter { !$0.isEmpty })
      let isWhole = layout.isTooSmall ? area == 0 : area == size.columns * size.rows
      let hasRoom = layout.places.map(\.box.inner).allSatisfy { $0.rows >= 1 && $0.columns >= 20 }
      guard isInside, isApart, isWhole, hasRoom else {
        Issue.record("\(size.columns)x\(size.rows): \(boxes)")
        return
      }
    }
  }

  private static func areApart(_ boxes: [Box]) -> Bool {
    for (index, box) in boxes.enumerated() {
      for other in boxes.dropFirst(index + 1)
      where box.column < other.endColumn && other.column < box.endColumn
        && box.row < other.endRow && other.row < box.endRow
      {
        return false
      }
    }
    return true
  }

  @Test func `at 80x24 all panels but the latency have a place`() {
    let panels = Layout(Size(columns: 80, rows: 24)).places.map(\.panel)
    #expect(Set(panels) == Set(Panel.allCases).subtracting([.latency]))
  }

  @Test(arguments: [Size(columns: 120, rows: 40), Size(columns: 200, rows: 50)])
  func `larger screens show all panels`(size: Size) {
    #expect(Set(Layout(size).places.map(\.panel)) == Set(Panel.allCases))
  }

  @Test func `an expanded panel has the whole body`() {
    let layout = Layout(Size(columns: 80, rows: 24), expanded: .events)
    #expect(layout.places == [.init(panel: .events, box: layout.body)])
  }
}

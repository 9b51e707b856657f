import Testing

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct LayoutTests {
  private static let sizes = (1...320).flatMap { columns in
    (1...120).map { Size(columns: columns, rows: $0) }
  }

  @Test(arguments: LayoutPreset.allCases)
  func `on every screen the panels fill the frame without overlap and have room inside`(
    preset: LayoutPreset
  ) {
    for size in LayoutTests.sizes {
      let layout = Layout(size, preset)
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
    // An index loop, for speed: this runs millions of times.
    var index = 0
    while index < boxes.count {
      let box = boxes[index]
      index += 1
      var next = index
      while next < boxes.count {
        let other = boxes[next]
        next += 1
        if box.column < other.endColumn, other.column < box.endColumn, box.row < other.endRow,
          other.row < box.endRow
        {
          return false
        }
      }
    }
    return true
  }

  @Test func `at 80x24 all panels except Latency have a place`() {
    let panels = Layout(Size(columns: 80, rows: 24), without: [.waits]).places.map(\.panel)
    #expect(Set(panels) == Set(Panel.allCases).subtracting([.latency, .waits]))
  }

  @Test(arguments: [Size(columns: 120, rows: 40), Size(columns: 200, rows: 50)])
  func `larger screens show all panels`(size: Size) {
    for absent in [Panel.waits, .knobs] {
      let panels = Layout(size, without: [absent]).places.map(\.panel)
      #expect(Set(panels) == Set(Panel.allCases).subtracting([absent]))
    }
  }

  @Test(arguments: LayoutPreset.allCases)
  func `without some panels and with findings, the body is still filled`(preset: LayoutPreset) {
    for (index, size) in LayoutTests.sizes.enumerated() where index % 23 == 0 {
      let absent: Set<Panel> = [[.latency], [.latency, .timeouts, .knobs], [.warnings, .waits]][
        index % 3]
      let layout = Layout(size, preset, warningRows: index % 13, without: absent)
      let boxes = [layout.header, layout.footer] + layout.places.map(\.box)
      let area = boxes.reduce(0) { $0 + $1.columns * $1.rows }
      guard area == (layout.isTooSmall ? 0 : size.columns * size.rows),
        absent.isDisjoint(with: layout.places.map(\.panel))
      else {
        Issue.record("\(size.columns)x\(size.rows): \(boxes)")
        return
      }
    }
  }

  @Test(arguments: LayoutPreset.allCases)
  func `the knobs or waits and the main panels of a layout have a place on every screen`(
    preset: LayoutPreset
  ) {
    let main: Panel =
      switch preset {
      case .standard, .flow, .quiet: .flow
      case .tasks: .tasks
      case .graphs: .depth
      }
    for size in LayoutTests.sizes
    where size.columns >= 60 && size.rows >= 16 && (size.columns + size.rows) % 9 == 0 {
      let simulated = Set(Layout(size, preset, without: [.waits]).places.map(\.panel))
      #expect(simulated.isSuperset(of: [main, .knobs]), "\(size)")
      let watched = Set(Layout(size, preset, without: [.knobs]).places.map(\.panel))
      #expect(watched.isSuperset(of: [main, .waits]), "\(size)")
    }
  }

  @Test(arguments: [
    (Size(columns: 80, rows: 60), 1), (Size(columns: 80, rows: 24), 2),
    (Size(columns: 120, rows: 40), 2), (Size(columns: 200, rows: 50), 3),
    (Size(columns: 300, rows: 40), 4),
  ])
  func `tall screens have one column, wide ones up to four`(size: Size, columns: Int) {
    let layout = Layout(size, without: [.waits])
    #expect(Set(layout.places.map(\.box.column)).count == columns)
    #expect(Set(layout.places.map(\.panel)).count >= 7)
  }

  @Test func `an expanded panel has the whole body`() {
    let layout = Layout(Size(columns: 80, rows: 24), expanded: .events)
    #expect(layout.places == [.init(panel: .events, box: layout.body)])
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

/// Names that a log or a program may contain: long, wide, combining, right to left, or of zero
/// width.
@Suite struct HostileNameTests {
  private static let pieces = [
    "漢字", "👩‍👩‍👧‍👦", "e\u{301}\u{323}\u{302}", "🇩🇪", "\u{200B}", "\u{202E}abc", "שלום", "ﷺ", "A", "-7",
    "\u{1B}[31m", "\t", "한국어", "☕️", "z\u{336}\u{337}\u{338}", "x",
  ]

  private static func name(_ seed: UInt64) -> String {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(limit))
    }
    let count = seed % 5 == 0 ? 200 : next(6)
    return (0..<count).map { _ in pieces[next(pieces.count)] }.joined()
  }

  /// Everything that has a name has a bad one.
  private func dashboard(_ seed: UInt64) -> Dashboard {
    func label(_ offset: UInt64) -> Label { Label(Symbol(HostileNameTests.name(seed + offset))) }
    var script = Script()
    let queue = QueueID(1)
    script.at(0, .task(TaskID(1), .created(name: label(0), role: Symbol("main"), parent: .none)))
    script.at(0, .queue(queue, .created(name: label(1), capacity: 4, overflow: .block)))
    for id in UInt32(2)...5 {
      let role = Symbol(id % 2 == 0 ? "producer" : "consumer")
      script.at(
        0, .task(TaskID(id), .created(name: label(UInt64(id)), role: role, parent: TaskID(1))),
        .sleeps(id, until: 9))
    }
    script.at(
      1, .queue(queue, .enqueued(by: TaskID(2), item: ItemID(1), depth: 1)),
      .input(.markerSet(name: Symbol(HostileNameTests.name(seed + 9)))),
      .task(TaskID(3), .suspended(on: .queueGet(queue), at: .unknown)))
    var dashboard = Sample.dashboard()
    _ = dashboard.handle(.batchArrived(script.batch(until: 2)))
    _ = dashboard.handle(.frameDue(secondsPassed: 0.1))
    return dashboard
  }

  @Test(arguments: UInt64(1)...6)
  func `no name breaks a border`(seed: UInt64) {
    let dashboard = dashboard(seed)
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
      var sized = dashboard
      _ = sized.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
      for view in Settings.TasksForm.allCases {
        sized.show(view)
        let frame = Sample.frame(sized, columns, rows)
        for place in sized.layout.places {
          for row in place.box.row + 1..<place.box.endRow - 1 {
            let edges = [frame[place.box.column, row], frame[place.box.endColumn - 1, row]]
            #expect(edges.allSatisfy { $0.character == "│" }, "\(place.panel) at row \(row)")
          }
        }
        #expect(
          frame.cells.allSatisfy { cell in
            cell.character == Cell.continuation
              || cell.character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
          })
      }
    }
  }
}

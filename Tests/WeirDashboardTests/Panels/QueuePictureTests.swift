import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct QueuePictureTests {
  /// A queue after some items went in and some of them out again.
  private func picture(_ capacity: UInt32?, in count: Int, out: Int, _ columns: Int, _ rows: Int)
    -> String
  {
    var ledger = QueueLedger()
    let id = QueueID(1)
    ledger.fold(
      id, .created(name: Label("q"), capacity: capacity, overflow: .block), at: .zero)
    for depth in 0..<count {
      ledger.fold(
        id, .enqueued(by: .none, item: ItemID(1), depth: UInt32(depth + 1)), at: .zero)
    }
    for taken in 0..<out {
      ledger.fold(
        id, .dequeued(by: .none, item: ItemID(1), depth: UInt32(count - taken - 1)), at: .zero)
    }
    var frame = Frame(size: Size(columns: columns, rows: rows))
    if let queue = ledger[id] {
      QueuePicture(queue: queue).draw(in: &frame, Box(frame.size))
    }
    return frame.text
  }

  @Test
  func `each place of a queue has a cell, filled from the consumers' side`() {
    #expect(
      picture(8, in: 5, out: 2, 12, 4)
        == """
        ╭────q─────╮
        │   ▫ ▫ ■ ■│
        │   ▫ ▫ ▫ ■│
        ╰───3/8────╯
        """)
  }

  @Test func `places of a queue are as large as the box allows`() {
    #expect(
      picture(2, in: 1, out: 0, 14, 5) == """
        ╭─────q──────╮
        │        ████│
        │    ▫   ████│
        │        ████│
        ╰────1/2─────╯
        """)
  }

  @Test func `a cell stands for several places of a queue if there are too many`() {
    #expect(
      picture(1000, in: 300, out: 0, 12, 4) == """
        ╭────q─────╮
        │▫▫▫▫▫▫▫■■■│
        │▫▫▫▫▫▫▫■■■│
        ╰ 300/1000─╯
        """)
  }

  @Test func `the picture of an unlimited queue grows in steps`() {
    #expect(
      picture(nil, in: 17, out: 17, 10, 4) == """
        ╭───q────╮
        │▫▫▫▫▫▫▫▫│
        │▫▫▫▫▫▫▫▫│
        ╰──0/∞───╯
        """)
  }
}

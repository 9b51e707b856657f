import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct BatcherLedgerTests {
  private let batcher = BatcherID(1)
  private let submitter = TaskID(1)
  private let flush = TaskID(2)

  private var filling: Script {
    var script = Script()
    script.add(
      .batch(batcher, .created(name: Label("writes"), linger: .milliseconds(20), size: 3)))
    script.start(submitter, "submitter-1")
    script.start(flush, "flush-1")
    script.at("1s")
    script.add(
      .batch(batcher, .opened(by: submitter, due: instant("1.02s"))),
      .batch(batcher, .itemAdded(by: submitter, size: 1)),
      .batch(batcher, .itemAdded(by: submitter, size: 2)))
    script.wait(submitter, on: .batch(batcher))
    return script
  }

  @Test func `a batch is filled until it is due`() throws {
    let record = try #require(filling.analysis().batchers[batcher])
    #expect(record.size == 3 && record.linger == .milliseconds(20))
    #expect(record.open?.fill == 2 && record.open?.since == instant("1s"))
    #expect(record.open?.due == instant("1.02s"))
    #expect(Array(record.waiters) == [submitter] && record.inProcess.isEmpty)
  }

  @Test func `a withdrawn item leaves its batch, and the last one closes it`()
    throws
  {
    var script = filling
    script.add(.batch(batcher, .itemWithdrawn(by: submitter, size: 1)))
    let record = try #require(script.analysis().batchers[batcher])
    #expect(record.open?.fill == 1 && record.open?.due == instant("1.02s"))
    script.add(.batch(batcher, .itemWithdrawn(by: TaskID(9), size: 0)))
    let emptied = try #require(script.analysis().batchers[batcher])
    #expect(emptied.open == nil && emptied.flushed == 0 && emptied.items == 0)
  }

  @Test func `a flushed batch is in process until it ends`() throws {
    var script = filling
    script.at("1.02s")
    script.add(.batch(batcher, .flushed(by: flush, size: 2, cause: .linger)))
    script.add(.batch(batcher, .reconfigured(size: 4, linger: .zero)))
    script.add(.batch(batcher, .flushed(by: submitter, size: 4, cause: .size)))
    let record = try #require(script.analysis().batchers[batcher])
    #expect(record.open == nil && record.size == 4 && record.linger == .zero)
    #expect(
      record.inProcess.map(\.size) == [2, 4] && record.inProcess.map(\.task) == [flush, submitter])
    #expect(record.flushed == 2 && record.items == 6 && record.meanSize == 3)
    #expect(record.flushedCount(.size) == 1 && record.flushedCount(.linger) == 1)
    script.add(.batch(batcher, .ended(by: TaskID(9), size: 4)), .task(submitter, .becameReady()))
    let later = try #require(script.analysis().batchers[batcher])
    #expect(later.inProcess.map(\.size) == [2] && later.ended == 1 && later.waiters.isEmpty)
  }
}

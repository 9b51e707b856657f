import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

/// An analysis folds steps of tasks and single items on a short way; the ledgers, on their own,
/// fold them like any other event.
@Suite struct ShortWayTests {
  /// Which item a task holds is known only with the measurements.
  private func withoutItems(_ tasks: TaskLedger) -> [TaskRecord] {
    tasks.records.map { record in
      var record = record
      record.held = nil
      return record
    }
  }

  private func compare(_ events: [Event]) {
    var analysis = Analysis()
    var ledgers = Ledgers(retainedTasks: analysis.tasks.retained)
    for event in events {
      analysis.fold(event)
      ledgers.fold(event)
    }
    #expect(!analysis.tasks.isEmpty)
    #expect(withoutItems(analysis.tasks) == withoutItems(ledgers.tasks))
    #expect(analysis.queues.records == ledgers.queues.records)
  }

  @Test(arguments: UInt64(1)...20)
  func `the short way leaves the records that the long way leaves`(seed: UInt64) {
    compare(TraceMaker.make(seed: seed, steps: 2500).events)
  }

  @Test(arguments: UInt64(1)...40)
  func `the short way leaves the records that the long way leaves, whatever the events`(
    seed: UInt64
  ) {
    var events = AnyEvents(seed: seed)
    compare(events.next(2000))
  }
}

import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct FlowRatesTests {
  private let queue = QueueID(1)
  private let now = VirtualInstant(nanoseconds: 1_000_000_000)

  /// How often each kind happened, all in the first second.
  private func counts(_ kinds: Event.Kind...) -> [FlowKind: Int] {
    var rates = FlowRates()
    for kind in kinds { rates.fold(Event(now, kind), in: TaskLedger()) }
    let counted = FlowKind.allCases.map { ($0, rates.rate(of: $0).lately(at: now)) }
    return Dictionary(uniqueKeysWithValues: counted.filter { $0.1 > 0 })
  }

  @Test func `each kind is counted by the event that reports it`() {
    let task = TaskID(1)
    let resource = ResourceID(1)
    let item = ItemID(1)
    let events: [(Event.Kind, FlowKind)] = [
      (.queue(queue, .enqueued(by: task, item: item, depth: 1)), .enqueued),
      (.queue(queue, .dequeued(by: task, item: item, depth: 0)), .dequeued),
      (.queue(queue, .dropped(by: task, item: item, cause: .newest, depth: 0)), .dropped),
      (.pool(PoolID(1), .acquired(by: task, resource: resource)), .acquired),
      (.pool(PoolID(1), .released(by: task, resource: resource)), .released),
      (.batch(BatcherID(1), .itemAdded(by: task, size: 4)), .batched),
      (.request(task, .started), .asked), (.request(task, .ended(.failed)), .answered),
      (.request(task, .attemptStarted(2)), .tried),
      (.request(task, .retriesExhausted(attempts: 2, cause: .budget)), .exhausted),
      (.timeout(TimeoutID(1), .fired(by: task)), .fired),
      (.task(task, .finished(.completed, error: .empty)), .ended),
    ]
    for (event, kind) in events { #expect(counts(event) == [kind: 1], "\(event)") }
    #expect(counts(.batch(BatcherID(1), .ended(by: task, size: 5))) == [.written: 5])
    #expect(counts(.queue(queue, .closed), .task(task, .resumed)).isEmpty)
  }

  @Test func `a count of a queue counts as that many events`() {
    #expect(
      counts(.queue(queue, .counted(enqueued: 6, dequeued: 4, done: 9, depth: 2, high: 3)))
        == [.enqueued: 6, .dequeued: 4])
    #expect(
      counts(.queue(queue, .counted(enqueued: 0, dequeued: 0, done: 0, depth: 0, high: 0)))
        .isEmpty)
  }
}

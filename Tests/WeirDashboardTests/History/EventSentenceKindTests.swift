import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard
import WeirWording

@Suite struct EventSentenceKindTests {
  private static let user = TaskID(1)
  private static let pool = PoolID(1)
  private static let one = ResourceID(1)
  private static let batcher = BatcherID(1)

  /// The events before those that are described here.
  private static let beginning: [Event.Kind] = [
    .task(user, .created(name: Label("user-1"), role: Symbol("user"), parent: .none)),
    .pool(pool, .created(name: Label("disk"), capacity: 2)),
    .batch(batcher, .created(name: Label("writes"), linger: .milliseconds(20), size: 3)),
  ]

  private func sentence(_ kind: Event.Kind) -> String? {
    var run = RunHistory()
    let events = (Self.beginning + [kind]).map { Event(.zero, $0) }
    run.fold(EventBatch(events: events, now: .zero, state: .running))
    return run.tail.shown.last.map { EventSentence($0).text }
  }

  private static func suspended(on wait: Wait) -> Event.Kind {
    .task(user, .suspended(on: wait, at: .unknown))
  }

  @Test(
    arguments: [
      (suspended(on: .poolAcquire(pool)), "user-1 waits: disk is exhausted"),
      (suspended(on: .batch(batcher)), "user-1 waits for its batch"),
      (suspended(on: .children()), "user-1 waits for its children"),
      (suspended(on: .offload), "user-1 hands work to a background worker"),
      (.pool(pool, .reconfigured(capacity: nil)), "disk now has any number"),
      (.pool(pool, .acquired(by: user, resource: one)), "user-1 acquired disk 1"),
      (.pool(pool, .released(by: user, resource: one)), "user-1 released disk 1"),
      (.pool(pool, .leaked(by: user, resource: one)), "user-1 ended without releasing disk 1"),
      (.pool(pool, .acquireTimedOut(by: user)), "user-1 timed out waiting for disk"),
      (.pool(pool, .connectionOpened(by: user, resource: one)), "user-1 opened disk 1"),
      (
        .pool(pool, .connectionClosed(by: user, resource: one, cause: .unpooled)),
        "disk 1 was closed: made for one use"
      ),
      (.pool(pool, .closed), "disk closed"),
    ] as [(Event.Kind, String)])
  func `a sentence about a pool has its name`(kind: Event.Kind, text: String) {
    #expect(sentence(kind) == text)
  }

  @Test(
    arguments: [
      (
        .batch(batcher, .reconfigured(size: 1, linger: .seconds(1))),
        "writes now flushes at 1 item, or after 1.00s"
      ),
      (
        .batch(batcher, .opened(by: user, due: VirtualInstant(nanoseconds: 20_000_000))),
        "user-1 started a batch of writes, due in 20ms"
      ),
      (.batch(batcher, .itemAdded(by: user, size: 2)), "user-1 added to writes, 2 items now"),
      (
        .batch(batcher, .itemWithdrawn(by: user, size: 1)),
        "user-1 withdrew its item from writes, 1 item left"
      ),
      (.batch(batcher, .flushed(by: user, size: 3, cause: .size)), "writes flushed 3 items: full"),
      (.batch(batcher, .ended(by: user, size: 3)), "user-1 processed 3 items of writes"),
    ] as [(Event.Kind, String)])
  func `a sentence about a batch has its batcher`(kind: Event.Kind, text: String) {
    #expect(sentence(kind) == text)
  }

  @Test(
    arguments: [
      (.request(user, .started), "user-1 started a request"),
      (.request(user, .ended(.completed)), "user-1 was answered"),
      (.request(user, .ended(.timedOut)), "the request of user-1 timed out"),
      (.request(user, .attemptStarted(1)), "user-1 starts attempt 1"),
      (.request(user, .attemptStarted(2)), "user-1 starts attempt 2"),
      (
        .request(user, .retryScheduled(attempt: 3, delay: .milliseconds(100))),
        "user-1 retries in 100ms (attempt 3)"
      ),
      (
        .request(user, .retriesExhausted(attempts: 3, cause: .budget)),
        "user-1 gives up after 3 attempts: the budget is used up"
      ),
      (
        .error(user, .unobserved(Symbol("NetworkError"))),
        "no task will see the NetworkError of user-1"
      ),
      (
        .shutdown(
          user, .phaseBegan(.drain, remaining: 7, until: VirtualInstant(nanoseconds: 5_000_000_000))
        ),
        "user-1 lets 7 finish within 5.00s"
      ),
      (
        .shutdown(user, .phaseBegan(.finished, remaining: 2, until: .zero)),
        "user-1 has shut down, 2 abandoned"
      ),
      (
        .worker(WorkerID(2), .created(name: Label("offload-1"))),
        "offload-1 is a background worker"
      ),
    ] as [(Event.Kind, String)])
  func `a sentence about a task has its name`(kind: Event.Kind, text: String) {
    #expect(sentence(kind) == text)
  }
}

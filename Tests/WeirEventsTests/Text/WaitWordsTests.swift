import Testing
import WeirEvents

/// Every wait in each form in which it is shown.
@Suite struct WaitWordsTests {
  /// Names each thing by its kind and its number.
  private struct Names: WaitNames {
    func name(of queue: QueueID) -> String { "queue-\(queue.rawValue)" }

    func name(of task: TaskID) -> String { "task-\(task.rawValue)" }

    func name(of worker: WorkerID) -> String { "worker-\(worker.rawValue)" }

    func name(of pool: PoolID) -> String { "pool-\(pool.rawValue)" }

    func name(of batcher: BatcherID) -> String { "batcher-\(batcher.rawValue)" }

    func name(of instant: VirtualInstant) -> String { "\(instant.nanoseconds) ns" }
  }

  private static let waits: [Wait] = [
    .sleep(until: VirtualInstant(nanoseconds: 7)), .queuePut(QueueID(1)), .queueGet(QueueID(2)),
    .join(QueueID(3)), .child(TaskID(4)), .children(), .work(WorkerID(5)),
    .poolAcquire(PoolID(6)), .batch(BatcherID(7)), .offload, .other(Symbol("lock")),
  ]

  private func forms(_ form: (WaitWords, String) -> String) -> [String] {
    WaitWordsTests.waits.map { form($0.kind.words, $0.name(in: Names())) }
  }

  @Test func `the sentence of a wait is a verb and the rest`() {
    #expect(
      forms { $0.sentence($1) } == [
        "sleeps until 7 ns", "waits for a place in queue-1", "waits for an item from queue-2",
        "waits until all items of queue-3 are done", "waits for the end of task-4",
        "waits for the next of its children to end", "computes on worker-5", "waits for pool-6",
        "waits for a batch of batcher-7", "waits for a background worker", "waits for lock",
      ])
    #expect(forms { "\($0.verb)s \($0.rest($1))" } == forms { $0.sentence($1) })
  }

  @Test func `the short form of a wait suits a list of stuck tasks`() {
    #expect(
      forms { $0.short($1) } == [
        "sleeps until 7 ns", "waits for a place in queue-1", "waits for an item from queue-2",
        "waits until queue-3 is done", "waits for the end of task-4", "waits for its children",
        "computes on worker-5", "waits for pool-6", "waits for a batch of batcher-7",
        "waits for a background worker", "waits for lock",
      ])
  }

  @Test func `the event form of a wait says that it begins`() {
    #expect(
      forms { $0.event($1) } == [
        "sleeps 7 ns", "waits: queue-1 is full", "waits for an item from queue-2",
        "waits until queue-3 is done", "waits for task-4", "waits for its children",
        "computes on worker-5", "waits: pool-6 is exhausted",
        "waits for its batch", "hands work to a background worker", "waits for lock",
      ])
    #expect(WaitKind.work.words.event("") == "computes")
  }

  @Test func `the story form of a wait introduces one task`() {
    #expect(
      forms { $0.story($1) } == [
        "sleeps until 7 ns", "waits for a place in queue-1", "waits for an item from queue-2",
        "waits until all items of queue-3 are done", "waits for the end of task-4",
        "waits for the next of its children to end", "computes, and holds worker-5",
        "waits for pool-6", "waits for its batch",
        "waits for a background worker", "waits for lock",
      ])
  }

  @Test func `the column and line forms of a wait are short`() {
    #expect(
      forms { $0.column($1, count: 2) } == [
        "sleeps 7 ns", "blocked by queue-1", "idle at queue-2", "joins: 2 left",
        "waits for task-4", "waits for 2 children", "computes on worker-5", "waits for pool-6",
        "waits for batcher-7", "waits for a worker", "waits for lock",
      ])
    #expect(
      forms { $0.line($1, count: 1) } == [
        "sleeps 7 ns more", "blocked by queue-1", "idle at queue-2", "joins queue-3, 1 unfinished",
        "waits for task-4", "waits for a child", "computes on worker-5", "waits for pool-6",
        "waits for batcher-7", "waits for a worker", "waits for lock",
      ])
  }

  @Test func `the link of a wait leads to the next task of a cycle`() {
    #expect(
      forms { words, name in
        let link = words.link
        return "\(link.preposition) \(link.object(name))\(link.relation)"
      } == [
        "for 7 ns, with", "for a place in queue-1, emptied by",
        "for an item from queue-2, filled by",
        "until queue-3 is done, with items held by", "for the end of",
        "for its children, one of which is", "for worker-5, with", "for pool-6, held by",
        "for batcher-7, with", "for , with", "for lock, with",
      ])
    #expect(
      WaitKind.join.words.link.clause("a") == "until the items of a are done, held by")
    #expect(WaitKind.poolAcquire.words.link.clause("a") == "for a, held by")
  }

  @Test func `the tasks that could end a wait have a relation to it`() {
    #expect(
      forms { words, _ in words.resolvers.relation } == [
        "", "emptied by", "filled by", "held by", "that is", "they are", "", "held by",
        "flushed by",
        "held by", "",
      ])
    #expect(
      forms { words, _ in words.resolvers.none }.filter { !$0.isEmpty } == [
        "no task is left to empty it", "no task is left to fill it", "no task holds any",
      ])
  }

  @Test func `what is waited for has a kind and usually a name`() {
    #expect(
      forms { words, _ in words.kind } == [
        "time", "queue", "queue", "queue", "children", "children", "worker", "pool", "batch",
        "worker", "other",
      ])
    #expect(
      WaitWordsTests.waits.map { $0.place(in: Names()) } == [
        nil, "queue-1", "queue-2", "queue-3", "task-4", nil, "worker-5", "pool-6", "batcher-7",
        nil, "lock",
      ])
    #expect(WaitKind.poolAcquire.words.gone == "waits for a pool that is gone")
  }

  @Test func `a sleep that stands for something else has its own words`() {
    #expect(WaitWords.sleepForever.story("") == "sleeps forever")
    #expect(WaitWords.sleepForever.column("9 ns") == "sleeps forever")
    #expect(WaitWords.sleepForever.line("9 ns") == "sleeps forever")
    #expect(WaitWords.serving.story("9 ns") == "waits for simulated I/O until 9 ns")
    #expect(WaitWords.serving.event("item 3 for 9 ns") == "serves item 3 for 9 ns")
    #expect(WaitWords.serving.column("9 ns") == "serves 9 ns")
    #expect(WaitWords.serving.line("9 ns") == "serves 9 ns more")
  }
}

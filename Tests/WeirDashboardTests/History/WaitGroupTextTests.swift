import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport
import WeirWording

@Suite struct WaitGroupTextTests {
  private typealias Script = WeirTestSupport.Script

  private func analysis(_ script: Script, at time: String = "42s") -> Analysis {
    var analysis = Analysis()
    let now = WeirTestSupport.instant(time)
    analysis.fold(EventBatch(events: script.events, now: now, state: .running))
    return analysis
  }

  private func lines(_ script: Script) -> [String] {
    let analysis = analysis(script)
    return analysis.waitGroups().first.map { group in
      let text = WaitGroupText(group, in: analysis)
      return [text.who, text.what, text.holders, text.time].joined(separator: " | ")
    }
  }

  /// Six workers wait for a lock that worker-7 holds, and a producer for a dead consumer.
  private var script: Script {
    var script = Script()
    script.add(.pool(PoolID(1), .created(name: Label("db"), capacity: 1, kind: .lock)))
    script.queue(QueueID(1), "jobs", capacity: 1)
    for number in 1...7 { script.start(TaskID(UInt32(number)), "worker-\(number)") }
    script.start(TaskID(8), "accept")
    script.start(TaskID(9), "eater")
    script.add(
      .queue(QueueID(1), .enqueued(by: TaskID(8), item: ItemID(1), depth: 1)),
      .queue(QueueID(1), .dequeued(by: TaskID(9), item: ItemID(1), depth: 0)),
      .queue(QueueID(1), .enqueued(by: TaskID(8), item: ItemID(2), depth: 1)))
    script.end(TaskID(9))
    script.at("1s")
    script.add(.pool(PoolID(1), .acquired(by: TaskID(7), resource: ResourceID(1))))
    script.wait(TaskID(7), on: .other(Symbol("StreamReader.read")))
    for number in 1...6 { script.wait(TaskID(UInt32(number)), on: .poolAcquire(PoolID(1))) }
    script.at("2s")
    script.wait(TaskID(8), on: .queuePut(QueueID(1)))
    return script
  }

  @Test func `a row says who waits, for what, who holds it and for how long`() {
    #expect(
      lines(script) == [
        "worker ×6 | lock db | held by worker-7 for 41.0s | 41.0s",
        "accept | room in jobs | no task is left to empty it | 40.0s",
        "worker-7 | StreamReader.read |  | 41.0s",
      ])
  }

  @Test func `if nobody is known to end a wait, the row says so, in few words if need be`() throws {
    var script = Script()
    script.queue(QueueID(1), "jobs")
    for number in 1...4 { script.start(TaskID(UInt32(number)), "task\(number)") }
    script.at("1s")
    script.wait(TaskID(1), on: .other(Symbol("Event ready")))
    script.wait(TaskID(2), on: .other(Symbol("Future answer")))
    script.wait(TaskID(3), on: .queueGet(QueueID(1)))
    script.wait(TaskID(4), on: .other(Symbol("StreamReader.read")))
    let analysis = analysis(script)
    let texts = analysis.waitGroups().first.map { WaitGroupText($0, in: analysis) }
    let holders = Dictionary(uniqueKeysWithValues: texts.map { ($0.who, $0.holders) })
    #expect(
      holders == [
        "task1": "nobody known to set it", "task2": "nobody known to complete it",
        "task3": "nobody known to fill it", "task4": "",
      ])
    #expect(
      texts.filter { $0.who != "task4" }.allSatisfy {
        $0.briefHolders == "nobody known" && $0.furtherHolders.isEmpty
      })
    let chain = try #require(analysis.waitChain(from: TaskID(1)))
    #expect(
      WaitChainText(chain, in: analysis).lines.map(\.text) == [
        "task1 waits for Event ready, nobody known to set it"
      ])
  }

  @Test func `the chain of a task names each task and why it ends`() throws {
    let analysis = analysis(script)
    let chain = try #require(analysis.waitChain(from: TaskID(1)))
    #expect(
      WaitChainText(chain, in: analysis).lines.map(\.text) == [
        "worker-1 waits for lock db, held by", "worker-7 waits for StreamReader.read",
      ])
    let producer = try #require(analysis.waitChain(from: TaskID(8)))
    #expect(
      WaitChainText(producer, in: analysis).lines.map(\.text) == [
        "accept waits for a place in jobs: no task is left to empty it"
      ])
  }

  @Test func `nobody is missing at a queue that callbacks fill`() throws {
    func relation(putBy task: TaskID) throws -> String {
      var script = Script()
      script.queue(QueueID(1), "lines", capacity: 8)
      script.start(TaskID(1), "reader")
      script.start(TaskID(2), "feeder")
      script.add(
        .queue(QueueID(1), .enqueued(by: task, item: ItemID(1), depth: 1)),
        .queue(QueueID(1), .dequeued(by: TaskID(1), item: ItemID(1), depth: 0)))
      script.end(TaskID(2))
      script.wait(TaskID(1), on: .queueGet(QueueID(1)))
      let analysis = analysis(script)
      let record = try #require(analysis.tasks[TaskID(1)])
      return WaitExplanation(record, in: analysis).relation
    }
    #expect(try relation(putBy: .none) == "")
    #expect(try relation(putBy: TaskID(2)) == "no task is left to fill it")
  }

  @Test func `a list that is cut off is not counted`() {
    var script = Script()
    for number in 1...80 { script.start(TaskID(UInt32(number)), "crawl-\(number)") }
    script.start(TaskID(81), "main")
    for (count, text) in [(3, "crawl-1 and 2 more"), (80, "crawl-1 and others")] {
      var script = script
      let list = AwaitedTasks((1...UInt32(count)).map { TaskID($0) })
      script.wait(TaskID(81), on: .children(list))
      let line = lines(script).first { $0.hasPrefix("main") }
      #expect(line?.contains(text) == true, "\(line ?? "")")
    }
  }

  @Test func `a name that says its kind does not say it twice`() {
    #expect(PoolKind.lock.title("lock-2") == "lock-2")
    #expect(PoolKind.semaphore.title("slots") == "semaphore slots")
    #expect(PoolKind.pool.title("connections") == "connections")
  }
}

import Testing
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

@Suite struct SummaryListsTests {
  private func json(_ kinds: [Event.Kind], at seconds: [Double], until end: Double) -> JSONValue {
    let batch = Samples.batch(kinds, at: seconds, until: end)
    var model = RunModel(of: Samples.specification, in: nil)
    model.fold(batch)
    return RunSummary(model, version: "1").json
  }

  private func one(_ value: String) -> String {
    let quantiles = ["mean", "p50", "p90", "p99", "p999", "max"].map { "\"\($0)\":\(value)" }
    return "{\"count\":1,\(quantiles.joined(separator: ","))}"
  }

  private let created = Event.Kind.task(
    TaskID(1), .created(name: Label("user-1"), role: Symbol("user"), parent: .none))

  @Test func `a pool is listed with its waits`() {
    let (pool, task, resource) = (PoolID(1), TaskID(1), ResourceID(1))
    let json = json(
      [
        created, .pool(pool, .created(name: Label("disk"), capacity: 2)),
        .task(task, .suspended(on: .poolAcquire(pool), at: .unknown)), .task(task, .becameReady()),
        .task(task, .resumed), .pool(pool, .acquired(by: task, resource: resource)),
        .pool(pool, .leaked(by: task, resource: resource)), .pool(pool, .acquireTimedOut(by: task)),
      ], at: [0, 0, 0, 1, 1, 1, 2, 3], until: 4)
    #expect(
      json["pools"]?.compact == """
        [{"name":"disk","capacity":2,"inUse":1,"meanInUse":0.75,"acquisitions":1,"timeouts":1,"leaked":1,\
        "waitSeconds":\(one("1"))}]
        """)
  }

  @Test func `batches are listed by what flushed them`() {
    let (batcher, task) = (BatcherID(1), TaskID(1))
    let json = json(
      [
        created, .batch(batcher, .created(name: Label("writes"), linger: .seconds(1), size: 3)),
        .batch(batcher, .flushed(by: task, size: 3, cause: .size)),
        .batch(batcher, .flushed(by: task, size: 3, cause: .size)),
        .batch(batcher, .flushed(by: task, size: 3, cause: .size)),
        .batch(batcher, .flushed(by: task, size: 2, cause: .linger)),
        .batch(batcher, .flushed(by: task, size: 3, cause: .linger)),
        .batch(batcher, .flushed(by: task, size: 1, cause: .drain)),
      ], at: [0, 0, 1, 1, 1, 1, 1, 1], until: 1)
    #expect(
      json["batches"]?.compact == """
        [{"name":"writes","flushed":6,"items":15,"meanSize":2.5,"bySize":3,"byLinger":2,"byDrain":1}]
        """)
  }

  @Test func `retries are listed if there were attempts`() {
    let task = TaskID(1)
    let json = json(
      [
        created, .request(task, .attemptStarted(1)), .request(task, .attemptStarted(2)),
        .request(task, .retriesExhausted(attempts: 2, cause: .attempts)),
      ], at: [0, 0, 0, 0], until: 1)
    #expect(json["retries"]?.compact == #"{"calls":1,"attempts":2,"exhausted":1}"#)
    for key in ["pools", "batches", "workers"] { #expect(json[key] == nil) }
  }

  @Test func `background workers are listed separately from those of the loop`() {
    let (loop, beside, task) = (WorkerID(1), WorkerID(2), TaskID(1))
    let json = json(
      [
        created, .worker(beside, .created(name: Label("offload-1"))),
        .task(task, .suspended(on: .offload, at: .unknown)), .worker(beside, .occupied(by: task)),
        .task(task, .suspended(on: .work(beside), at: .unknown)), .worker(beside, .freed(by: task)),
        .worker(loop, .occupied(by: task)), .worker(loop, .freed(by: task)),
      ], at: [0, 0, 0, 1, 1, 3, 3, 4], until: 4)
    #expect(
      json["workers"]?.compact == """
        [{"name":"workers","utilization":0.25,"readyWaitSeconds":\
        {"count":0,"mean":null,"p50":null,"p90":null,"p99":null,"p999":null,"max":null}},\
        {"name":"offload","utilization":0.5,"readyWaitSeconds":\(one("1"))}]
        """)
  }
}

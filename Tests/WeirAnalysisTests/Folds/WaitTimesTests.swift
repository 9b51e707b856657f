import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

@Suite struct WaitTimesTests {
  private let lock = PoolID(1)
  private let queue = QueueID(1)

  /// One task gets the lock at once, one after two seconds, one gives up after three, one ends
  /// after four, and one waits until the log ends after ten.
  private func waits(isReal: Bool) -> Analysis {
    var analysis = Analysis(sleepsStandForIO: !isReal)
    var events: [(String, Event.Kind)] = [
      ("0s", .pool(lock, .created(name: Label("lock"), capacity: 1)))
    ]
    for number in 1...5 as ClosedRange<UInt32> {
      events.append(
        ("0s", .task(TaskID(number), .created(name: Label("t"), role: Symbol("t"), parent: .none))))
    }
    events.append(("0s", .pool(lock, .acquired(by: TaskID(1), resource: ResourceID(1)))))
    for number in 2...5 as ClosedRange<UInt32> {
      events.append(
        ("0s", .task(TaskID(number), .suspended(on: .poolAcquire(lock), at: .unknown))))
    }
    events += [
      ("2s", .pool(lock, .released(by: TaskID(1), resource: ResourceID(1)))),
      ("2s", .task(TaskID(2), .becameReady())),
      ("2s", .pool(lock, .acquired(by: TaskID(2), resource: ResourceID(1)))),
      ("3s", .task(TaskID(3), .becameReady())), ("3s", .task(TaskID(3), .resumed)),
      ("3s", .task(TaskID(3), .cancellationNoticed)),
      ("4s", .task(TaskID(4), .becameReady())), ("4s", .task(TaskID(4), .resumed)),
      ("4s", .task(TaskID(4), .finished(.failed, error: Symbol("E")))),
      ("10s", .source(.pulse(written: 1, lost: 0, faults: 0))),
    ]
    for (time, kind) in events { analysis.fold(Event(instant(time), kind)) }
    return analysis
  }

  @Test func `of a real program, waits count that were given up or have not ended`() throws {
    let times = try #require(waits(isReal: true).poolsByName.first?.waits)
    #expect(times.lengths.count == 5 && times.openCount == 1)
    #expect(times.lengths.maximum == .seconds(10) && times.lengths.sum == 19_000_000_000)
    let figures = RunFigures(waits(isReal: true)).all
    #expect(figures.first { $0.name == "pools.lock.wait.mean" }?.value == 3.8)
  }

  @Test func `in a simulation, waits count that have ended with what was waited for`() throws {
    let times = try #require(waits(isReal: false).poolsByName.first?.waits)
    #expect(times.lengths.count == 2 && times.openCount == 0)
    #expect(times.lengths.maximum == .seconds(2))
  }

  @Test func `a producer that is still blocked counts until now`() throws {
    var analysis = Analysis(sleepsStandForIO: false)
    let events: [(String, Event.Kind)] = [
      ("0s", .queue(queue, .created(name: Label("jobs"), capacity: 1, overflow: .block))),
      ("0s", .task(TaskID(1), .created(name: Label("t"), role: Symbol("t"), parent: .none))),
      ("1s", .task(TaskID(1), .suspended(on: .queuePut(queue), at: .unknown))),
      ("9s", .source(.pulse(written: 1, lost: 0, faults: 0))),
    ]
    for (time, kind) in events { analysis.fold(Event(instant(time), kind)) }
    let times = try #require(analysis.queuesByName.first?.blocked)
    #expect(times.openCount == 1 && times.lengths.maximum == .seconds(8))
    #expect(
      RunFigures(analysis).all.first { $0.name == "queues.jobs.blocked" }?.value == 8)
  }

  @Test func `pools of one name are counted together`() throws {
    var analysis = Analysis(sleepsStandForIO: false)
    for number in 1...3 as ClosedRange<UInt32> {
      let (pool, task) = (PoolID(number), TaskID(number))
      let kinds: [Event.Kind] = [
        .pool(pool, .created(name: Label("lock"), capacity: 1)),
        .task(task, .created(name: Label("t"), role: Symbol("t"), parent: .none)),
        .task(task, .suspended(on: .poolAcquire(pool), at: .unknown)),
      ]
      for kind in kinds { analysis.fold(Event(instant("\(number)s"), kind)) }
    }
    #expect(analysis.poolsByName.map(\.waits.openCount) == [3])
    #expect(analysis.poolsByName.first?.waits.lengths.sum == 3_000_000_000)
  }
}

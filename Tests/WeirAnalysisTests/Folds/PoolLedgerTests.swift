import Testing
import WeirAnalysis
import WeirEvents
import WeirTestSupport

@Suite struct PoolLedgerTests {
  private let pool = PoolID(1)
  private let user = TaskID(1)
  private let other = TaskID(2)

  /// A pool of one connection, which `user` opened and holds from 1 s on.
  private func held(_ rest: (inout Script) -> Void) -> Script {
    var script = Script()
    script.pool(pool, "backend", capacity: 1)
    script.start(user, "user-1")
    script.start(other, "user-2")
    script.at("1s")
    script.add(
      .pool(pool, .connectionOpened(by: user, resource: ResourceID(1))),
      .pool(pool, .acquired(by: user, resource: ResourceID(1))))
    rest(&script)
    return script
  }

  @Test func `a connection is idle, held, idle again and closed`() throws {
    let script = held { script in
      script.at("2s")
      script.add(.pool(pool, .released(by: user, resource: ResourceID(1))))
    }
    let record = try #require(script.analysis().pools[pool])
    #expect(record.resources.map(\.holder) == [nil] && record.idle == 1 && record.inUse == 0)
    #expect(record.resources.map(\.since) == [instant("2s")])
    #expect(record.acquisitions == 1 && record.opened == 1 && record.highWaterMark == 1)
    var later = script
    later.add(
      .pool(pool, .connectionClosed(by: .none, resource: ResourceID(1), cause: .idle)),
      .pool(pool, .closed))
    let closed = try #require(later.analysis().pools[pool])
    #expect(closed.resources.isEmpty && closed.isClosed && closed.idle == 0)
    #expect(closed.closedCount == 1 && closed.closedCount(.idle) == 1)
  }

  @Test func `a resource other than a connection is known while it is held`() throws {
    var script = held { _ in }
    script.add(
      .pool(pool, .acquired(by: other, resource: ResourceID(7))),
      .pool(pool, .acquired(by: other, resource: ResourceID(3))))
    let analysis = script.analysis()
    #expect(analysis.pools[pool]?.resources.map(\.id.rawValue) == [1, 3, 7])
    #expect(analysis.pools.holdings(of: other).map(\.resource.rawValue) == [3, 7])
    script.add(.pool(pool, .released(by: other, resource: ResourceID(3))))
    #expect(script.analysis().pools[pool]?.resources.map(\.id.rawValue) == [1, 7])
  }

  @Test func `tasks wait for a pool in the order in which they came, until they can continue`()
    throws
  {
    var script = held { script in
      script.wait(other, on: .poolAcquire(pool))
      script.start(TaskID(3), "user-3")
      script.wait(TaskID(3), on: .poolAcquire(pool))
    }
    let record = try #require(script.analysis().pools[pool])
    #expect(Array(record.waiters) == [other, TaskID(3)] && record.isFull)
    script.add(.pool(pool, .acquireTimedOut(by: other)), .task(other, .becameReady()))
    let later = try #require(script.analysis().pools[pool])
    #expect(Array(later.waiters) == [TaskID(3)] && later.timeouts == 1)
  }

  @Test
  func `a leaked resource stays in use until it is closed or released on behalf of its holder`()
    throws
  {
    var script = held { script in
      script.add(.pool(pool, .leaked(by: user, resource: ResourceID(1))))
      script.end(user)
    }
    let record = try #require(script.analysis().pools[pool])
    #expect(record.leaked == 1 && record.lost == 1 && record.inUse == 1)
    #expect(record[ResourceID(1)]?.holder == user)
    script.add(.pool(pool, .connectionClosed(by: .none, resource: ResourceID(1), cause: .invalid)))
    let closed = try #require(script.analysis().pools[pool])
    #expect(closed.leaked == 1 && closed.lost == 0 && closed.inUse == 0)
  }

  @Test func `a pool's waits, mean use and attempts are measured`() throws {
    let script = held { script in
      script.wait(other, on: .poolAcquire(pool))
      script.at("3s")
      script.add(.pool(pool, .released(by: user, resource: ResourceID(1))))
      script.wake(other)
      script.add(.pool(pool, .acquired(by: other, resource: ResourceID(1))))
      script.at("5s")
      script.add(.pool(pool, .released(by: other, resource: ResourceID(1))))
    }
    let metrics = try #require(script.analysis(until: "8s").metrics[pool])
    #expect(metrics.wait.count == 2 && metrics.wait.zeros == 1)
    #expect(metrics.wait.maximum == .seconds(2))
    #expect(metrics.meanInUse(until: instant("8s")) == 0.5)
  }

  @Test func `a wait that was given up does not count for a later one`() throws {
    let script = held { script in
      script.wait(other, on: .poolAcquire(pool))
      script.at("3s")
      script.wake(other)
      script.add(.pool(pool, .acquireTimedOut(by: other)))
      script.add(
        .pool(pool, .released(by: user, resource: ResourceID(1))),
        .pool(pool, .acquired(by: other, resource: ResourceID(1))))
    }
    let metrics = try #require(script.analysis().metrics[pool])
    #expect(metrics.wait.count == 2 && metrics.wait.zeros == 2)
  }

  @Test func `the task that opens a connection is known from beginning to end`() throws {
    var script = Script()
    script.pool(pool, "backend", capacity: 3)
    script.at("1s")
    script.add(.pool(pool, .connectionOpening(by: user, resource: ResourceID(1))))
    script.at("2s")
    script.add(
      .pool(pool, .connectionOpening(by: other, resource: ResourceID(2))),
      .pool(pool, .connectionOpening(by: user, resource: ResourceID(3))))
    var record = try #require(script.analysis().pools[pool])
    #expect(record.openers.map(\.task) == [user, other, user] && record.openingCount == 3)
    #expect(record.openers.map(\.since) == [instant("1s"), instant("2s"), instant("2s")])
    script.add(
      .pool(pool, .connectionOpened(by: .none, resource: ResourceID(1))),
      .pool(pool, .openingFailed(by: .none, resource: ResourceID(3))))
    record = try #require(script.analysis().pools[pool])
    #expect(record.openers.map(\.resource) == [ResourceID(2)] && record.opened == 1)
    script.add(.pool(pool, .acquired(by: other, resource: ResourceID(2))))
    #expect(script.analysis().pools[pool]?.openers.isEmpty == true)
  }

  @Test func `an opening of a known connection outlives its task`() throws {
    var script = Script()
    script.pool(pool, "backend", capacity: 3)
    script.start(user, "user-1")
    script.add(.pool(pool, .connectionOpening(by: user, resource: ResourceID(1))))
    script.add(.pool(pool, .acquired(by: user, resource: ResourceID(2))))
    script.end(user)
    #expect(script.analysis().pools[pool]?.openers.map(\.task) == [user])
    script.add(.pool(pool, .openingFailed(by: .none, resource: ResourceID(1))))
    #expect(script.analysis().pools[pool]?.openers.isEmpty == true)
  }

  /// What a program that does not report failed openings does next.
  static let ends: [(event: Event.Kind, left: Int)] = [
    (.pool(PoolID(1), .acquired(by: TaskID(1), resource: ResourceID(7))), 0),
    (.pool(PoolID(1), .connectionOpened(by: TaskID(1), resource: ResourceID(7))), 0),
    (.pool(PoolID(1), .openingFailed(by: TaskID(1))), 0),
    (.pool(PoolID(1), .openingFailed(by: TaskID(1), resource: ResourceID(7))), 0),
    (.task(TaskID(1), .finished(.failed, error: .empty)), 0),
    (.pool(PoolID(1), .connectionOpening(by: TaskID(1))), 1),
    (.pool(PoolID(1), .acquired(by: TaskID(2), resource: ResourceID(7))), 1),
    (.pool(PoolID(2), .acquired(by: TaskID(1), resource: ResourceID(7))), 1),
    (.pool(PoolID(1), .openingFailed(by: .none)), 1),
    (.task(TaskID(2), .finished(.failed, error: .empty)), 1),
  ]

  @Test(arguments: ends.indices)
  func `an opening of an unknown connection ends at the latest when its task continues`(
    index: Int
  ) {
    var script = Script()
    script.pool(pool, "backend", capacity: 3)
    script.pool(PoolID(2), "other", capacity: 3)
    script.start(user, "user-1")
    script.start(other, "user-2")
    script.add(.pool(pool, .connectionOpening(by: user)))
    script.at("1s")
    script.add(PoolLedgerTests.ends[index].event)
    let openers = script.analysis().pools[pool]?.openers
    #expect(openers?.count == PoolLedgerTests.ends[index].left)
  }

  @Test func `the number of openings that never end has a limit`() throws {
    var script = Script()
    script.pool(pool, "backend")
    for number in 1...UInt32(PoolRecord.openerLimit) + 5 {
      script.add(.pool(pool, .connectionOpening(by: user, resource: ResourceID(number))))
    }
    let openers = try #require(script.analysis().pools[pool]?.openers)
    #expect(openers.count == PoolRecord.openerLimit && openers.first?.resource == ResourceID(6))
  }

  @Test func `a resource is in use while it is released`() throws {
    var script = held { script in
      script.at("2s")
      script.add(.pool(pool, .releasing(by: user, resource: ResourceID(1))))
    }
    var record = try #require(script.analysis().pools[pool])
    #expect(record.inUse == 1 && record.resources.map(\.releasingSince) == [instant("2s")])
    #expect(record.resources.map(\.since) == [instant("1s")])
    script.add(.pool(pool, .released(by: user, resource: ResourceID(1))))
    record = try #require(script.analysis().pools[pool])
    #expect(record.inUse == 0 && record.resources.map(\.isReleasing) == [false])
    script.add(.pool(pool, .releasing(by: user, resource: ResourceID(5))))
    #expect(script.analysis().pools[pool]?.resources.count == 1)
  }
}

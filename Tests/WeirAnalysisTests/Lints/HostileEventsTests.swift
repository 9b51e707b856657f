import Testing
import WeirEvents
import WeirTestSupport

@testable import WeirAnalysis

/// No contents of a log can crash the lints: any events, in any order, at any instants.
@Suite struct HostileEventsTests {
  private static let seeds = UInt64(0)..<6

  /// Folds events as an analysis does, and checks the lints after each.
  private func fold(
    _ events: [Event], _ thresholds: LintThresholds, _ check: (inout Lints, Ledgers) -> Void
  ) {
    var ledgers = Ledgers(retainedTasks: 8)
    var lints = Lints(thresholds: thresholds)
    var now = VirtualInstant.zero
    for (index, event) in events.enumerated() {
      now = max(now, event.instant)
      lints.pass(to: now, in: ledgers)
      let stay = ledgers.fold(Event(now, event.kind))
      lints.board.eventCount = index + 1
      lints.revive(at: now)
      switch event.kind {
      case .task(let id, let task): lints.fold(id, task, ended: stay, now, &ledgers)
      case .queue(let id, let queue): lints.fold(id, queue, now, &ledgers)
      case .timeout, .pool, .batch, .request, .error, .shutdown, .worker, .input, .source:
        lints.fold(event, now, &ledgers)
      }
      check(&lints, ledgers)
    }
  }

  private static let thresholds: [LintThresholds] = {
    var small = LintThresholds()
    small.forgottenItems = 0
    small.joinTimeout = .zero
    small.joinGrace = .zero
    small.quiet = .zero
    small.loopBlocked = .zero
    small.saturatedTimeShare = 0
    small.starvedTimeShare = .nan
    small.amplifiedRetries = 0
    var large = LintThresholds()
    large.joinTimeout = .seconds(Int64.max)
    large.saturationWindow = .seconds(Int64.max)
    large.starvationWindow = .seconds(Int64.max)
    large.forgottenItems = .max
    large.quiet = .seconds(Int64.max)
    return [LintThresholds(), small, large]
  }()

  @Test(arguments: HostileEvents.Sort.allCases, seeds)
  func `no lint is checked too late, whatever happens`(sort: HostileEvents.Sort, seed: UInt64) {
    var source = HostileEvents(sort, seed: seed)
    let thresholds = HostileEventsTests.thresholds[Int(seed % 3)]
    var lateCount = 0
    fold(source.next(1500), thresholds) { lints, _ in
      if lints.nextDue > lints.earliestDue() { lateCount += 1 }
    }
    #expect(lateCount == 0)
  }

  @Test(arguments: HostileEvents.Sort.allCases, seeds)
  func `the current findings are those raised and not cleared, in any run`(
    sort: HostileEvents.Sort, seed: UInt64
  ) {
    var source = HostileEvents(sort, seed: seed)
    var analysis = Analysis(
      thresholds: HostileEventsTests.thresholds[Int(seed % 3)], areParentsScopes: seed % 2 == 0)
    var holding: [Lint: Int] = [:]
    for round in 0..<12 {
      let now = source.next(1).first?.instant ?? .zero
      analysis.fold(
        EventBatch(
          events: source.next(150), now: now, state: round % 5 == 4 ? .stalled : .running))
      if round % 4 == 3 { analysis.use(HostileEventsTests.thresholds[round / 4 % 3]) }
      for change in analysis.takeFindingChanges().map(\.change) {
        switch change {
        case .raised(let finding): holding[finding.lint, default: 0] += 1
        case .cleared(let finding): holding[finding.lint, default: 0] -= 1
        }
      }
    }
    for lint in Lint.allCases {
      #expect(holding[lint, default: 0] == analysis.findings.count { $0.lint == lint })
    }
    #expect(analysis.findings.allSatisfy { $0.evidence.hasSuffix(".") })
    _ = analysis.waitCycles
    for queue in UInt32(0)...3 { _ = analysis.users(of: QueueID(queue)) }
  }

  @Test(arguments: HostileEvents.Sort.allCases)
  func `equal events give equal findings`(sort: HostileEvents.Sort) {
    func changes() -> [TimedFindingChange] {
      var source = HostileEvents(sort, seed: 7)
      var analysis = Analysis()
      for event in source.next(2000) { analysis.fold(event) }
      return analysis.takeFindingChanges()
    }
    #expect(changes() == changes())
  }

  @Test func `the memory of lints has a limit, however many things a log names`() {
    var sizes: [Int] = []
    let numbers = UInt32(2200)
    let events = (1...numbers).flatMap(HostileEventsTests.everything)
    var count = 0
    fold(events, LintThresholds()) { lints, _ in
      count += 1
      _ = lints.board.takeChanges()
      if count * 2 == events.count || count == events.count { sizes.append(elements(of: lints)) }
    }
    #expect(sizes.count == 2 && sizes[1] < sizes[0] + sizes[0] / 4, "\(sizes)")
  }

  /// A new task, queue, pool, worker, role and deadline; only the task ends.
  private static func everything(_ number: UInt32) -> [Event] {
    let (task, queue, pool) = (TaskID(number), QueueID(number), PoolID(number))
    let (name, role) = (Label("thing-\(number)"), Symbol("role \(number)"))
    let resource = ResourceID(number)
    let kinds: [Event.Kind] = [
      .task(task, .created(name: name, role: role, parent: .none)),
      .queue(queue, .created(name: name, depth: 1, capacity: 1, overflow: .block)),
      .queue(queue, .dequeued(by: task, item: ItemID(1), depth: 1)),
      .queue(queue, .dequeued(by: TaskID(number + 1), item: ItemID(2), depth: 1)),
      .pool(pool, .created(name: name, capacity: 1)),
      .pool(pool, .connectionOpened(by: task, resource: resource)),
      .pool(pool, .acquired(by: task, resource: resource)),
      .pool(pool, .leaked(by: task, resource: resource)),
      .worker(WorkerID(number), .occupied(by: task)),
      .timeout(TimeoutID(UInt64(number)), .fired(by: task)),
      .request(task, .attemptStarted(1)),
      .request(task, .retryScheduled(attempt: 2, delay: .zero)),
      .task(task, .cancellationRequested(by: .none)),
      .task(task, .finished(.failed, error: role)), .error(task, .unobserved(role)),
    ]
    return kinds.map { Event(VirtualInstant(nanoseconds: Int64(number) * 1_000_000), $0) }
  }

  @Test func `endlessly many events at one instant do not use unbounded memory`() {
    let task = TaskID(1)
    var script = Script()
    script.start(task, "caller-1")
    script.add(
      .task(task, .cancellationRequested(by: .none)),
      .timeout(TimeoutID(1), .armed(by: task, deadline: .zero)))
    for number in UInt32(2)...5000 {
      script.add(.timeout(TimeoutID(1), .fired(by: task)))
      script.wait(task, on: .sleep(until: .zero))
      // What is settled at once does not wait for an instant that may never be reached.
      let timeout = TimeoutID(UInt64(number))
      script.add(
        .timeout(timeout, .armed(by: task, deadline: .zero)), .timeout(timeout, .fired(by: task)),
        .timeout(timeout, .workEnded(by: task)))
      script.start(TaskID(number), "child-\(number)")
      script.add(
        .task(TaskID(number), .cancellationRequested(by: task)),
        .task(TaskID(number), .finished(.cancelled, error: .empty)))
    }
    var size = 0
    var count = 0
    fold(script.events, LintThresholds()) { lints, _ in
      count += 1
      if count % 10_000 == 0 { size = max(size, elements(of: lints)) }
    }
    #expect(size < 2000)
  }
}

/// The list of all lints, compared with the properties that are lints.
@Suite struct LintListTests {
  private struct Counting: LintVisitor {
    var names: [String] = []

    mutating func visit(_ lint: inout some LintRule) { names.append("\(type(of: lint))") }
  }

  @Test func `each lint is in the list exactly once`() {
    var lints = Lints(thresholds: LintThresholds())
    let properties = Mirror(reflecting: lints).children.filter { $0.value is any LintRule }
    var visitor = Counting()
    lints.visit(&visitor)
    #expect(visitor.names == properties.map { "\(type(of: $0.value))" })
    #expect(visitor.names.count == Lint.allCases.count)
  }
}

/// The number of elements of all collections within a value.
private func elements(of value: Any) -> Int {
  var count = 0
  var open: [Any] = [value]
  while let next = open.popLast() {
    let mirror = Mirror(reflecting: next)
    guard mirror.displayStyle != nil else { continue }
    count += mirror.children.count
    open += mirror.children.map(\.value)
  }
  return count
}

import WeirAnalysis
import WeirEvents

/// A small run of producers and consumers, written event by event: the same each time, and
/// independent of the engine.
///
/// Times come from a fixed sequence of numbers. The run is made to look at, not to draw conclusions
/// from.
struct SampleRun {
  var producers = 4
  var consumers = 4
  var capacity = 16
  var deadline: Duration?

  private(set) var events: [Event] = []
  private var now = VirtualInstant.zero
  private var agenda: [(instant: VirtualInstant, ticket: Int, task: Int)] = []
  private var ticket = 0
  private var random: UInt64 = 7
  private var items: UInt64 = 0
  private var waiting: [UInt64] = []
  private var putters: [(task: Int, item: UInt64)] = []
  private var getters: [Int] = []
  private var unfinished: UInt32 = 0
  private var timeouts: UInt64 = 0
  private var open: [Int: UInt64] = [:]

  init(producers: Int = 4, consumers: Int = 4, capacity: Int = 16, deadline: Duration? = nil) {
    self.producers = producers
    self.consumers = consumers
    self.capacity = capacity
    self.deadline = deadline
  }

  private let queue = QueueID(1)
  private let site = CallSite(file: Symbol("WeirScenarios/ProducerConsumer.swift"), line: 42)

  /// All events up to an instant, as one batch.
  static func batch(
    until seconds: Double, producers: Int = 4, consumers: Int = 4, capacity: Int = 16,
    deadline: Duration? = nil
  ) -> EventBatch {
    var run = SampleRun(
      producers: producers, consumers: consumers, capacity: capacity, deadline: deadline)
    return run.batch(until: seconds)
  }

  mutating func batch(until seconds: Double) -> EventBatch {
    let first = events.count
    if events.isEmpty { start() }
    let end = VirtualInstant(nanoseconds: Int64(seconds * 1e9))
    while let next = agenda.first, next.instant <= end {
      agenda.removeFirst()
      now = next.instant
      wake(next.task)
    }
    now = end
    return EventBatch(events: Array(events[first...]), now: end, state: .running)
  }

  private mutating func emit(_ kind: Event.Kind) { events.append(Event(now, kind)) }

  private func id(_ task: Int) -> TaskID { TaskID(UInt32(task)) }
  private func isProducer(_ task: Int) -> Bool { (2..<2 + producers).contains(task) }

  private mutating func start() {
    emit(.task(id(1), .created(name: Label("main"), role: Symbol("main"), parent: .none)))
    emit(
      .queue(queue, .created(name: Label("intake"), capacity: UInt32(capacity), overflow: .block)))
    for number in 0..<producers {
      create(2 + number, "producer", number + 1, parent: 1)
      sleep(2 + number, mean: 1000)
    }
    let shift = 2 + producers
    create(shift, "shift", 1, parent: 1)
    for number in 0..<consumers {
      create(shift + 1 + number, "consumer", number + 1, parent: shift)
    }
    emit(.task(id(1), .suspended(on: .child(id(shift)), at: site)))
    emit(
      .task(id(shift), .suspended(on: .sleep(until: .init(nanoseconds: 30_000_000_000)), at: site)))
    for number in 0..<consumers { take(shift + 1 + number) }
  }

  private mutating func create(_ task: Int, _ role: String, _ number: Int, parent: Int) {
    emit(
      .task(
        id(task),
        .created(name: Label(Symbol(role), UInt32(number)), role: Symbol(role), parent: id(parent)))
    )
  }

  private mutating func sleep(_ task: Int, mean: UInt64) {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let share = (random >> 33) % 1000
    let milliseconds = mean / 5 + mean * share * share / 400_000
    let instant = now.advanced(by: .milliseconds(Int64(milliseconds)))
    ticket += 1
    let index = agenda.firstIndex { $0.instant > instant } ?? agenda.count
    agenda.insert((instant, ticket, task), at: index)
    emit(.task(id(task), .suspended(on: .sleep(until: instant), at: site)))
  }

  private mutating func resume(_ task: Int) {
    emit(.task(id(task), .becameReady()))
    emit(.task(id(task), .resumed))
  }

  private mutating func wake(_ task: Int) {
    resume(task)
    guard isProducer(task) else {
      finishItem(task)
      return
    }
    items += 1
    put(task, items)
  }

  private mutating func put(_ task: Int, _ item: UInt64) {
    if let consumer = getters.first {
      getters.removeFirst()
      enqueue(task, item)
      resume(consumer)
      dequeue(consumer, item)
    } else if waiting.count < capacity {
      waiting.append(item)
      enqueue(task, item)
    } else {
      putters.append((task, item))
      emit(.task(id(task), .suspended(on: .queuePut(queue), at: site)))
      return
    }
    sleep(task, mean: 1000)
  }

  private mutating func enqueue(_ task: Int, _ item: UInt64) {
    unfinished += 1
    emit(
      .queue(queue, .enqueued(by: id(task), item: ItemID(item), depth: UInt32(waiting.count))))
  }

  private mutating func take(_ task: Int) {
    guard !waiting.isEmpty else {
      getters.append(task)
      emit(.task(id(task), .suspended(on: .queueGet(queue), at: site)))
      return
    }
    dequeue(task, waiting.removeFirst())
    guard !putters.isEmpty else { return }
    let (producer, item) = putters.removeFirst()
    resume(producer)
    waiting.append(item)
    enqueue(producer, item)
    sleep(producer, mean: 1000)
  }

  private mutating func dequeue(_ task: Int, _ item: UInt64) {
    emit(.queue(queue, .dequeued(by: id(task), item: ItemID(item), depth: UInt32(waiting.count))))
    if let deadline {
      timeouts += 1
      open[task] = timeouts
      emit(
        .timeout(TimeoutID(timeouts), .armed(by: id(task), deadline: now.advanced(by: deadline))))
    }
    sleep(task, mean: 1100)
  }

  private mutating func finishItem(_ task: Int) {
    if let timeout = open.removeValue(forKey: task) {
      emit(.timeout(TimeoutID(timeout), .met(by: id(task))))
    }
    unfinished -= 1
    emit(.queue(queue, .done(by: id(task), item: .unknown, unfinished: unfinished)))
    take(task)
  }
}

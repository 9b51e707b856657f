import WeirEvents

/// The events of a made-up run with many things of one kind, all of which are used.
struct WideRun {
  /// What there are many of.
  enum Subject: String {
    case tasks, queues, pools, timeouts, items
  }

  private let subject: Subject
  private let count: UInt32
  private var now: Int64 = 0
  private var step: UInt32 = 0

  init(_ subject: Subject, count: Int) {
    (self.subject, self.count) = (subject, UInt32(count))
  }

  private static let tasks: UInt32 = 8

  private mutating func event(_ kind: Event.Kind, after nanoseconds: Int64 = 1000) -> Event {
    now += nanoseconds
    return Event(VirtualInstant(nanoseconds: now), kind)
  }

  /// What is there from the start.
  mutating func beginning() -> [Event] {
    var events: [Event] = []
    for number in 1...(subject == .tasks ? count : WideRun.tasks) {
      events += begin(TaskID(number))
    }
    for number in 1...count {
      switch subject {
      case .queues:
        events.append(
          event(
            .queue(
              QueueID(number),
              .created(name: Label(Symbol("queue"), number), capacity: 64, overflow: .block))))
      case .pools:
        events.append(
          event(.pool(PoolID(number), .created(name: Label(Symbol("pool"), number), capacity: 8))))
      case .timeouts: events.append(arm(number))
      case .items where number == 1:
        events.append(
          event(
            .queue(
              QueueID(1), .created(name: Label(Symbol("queue"), 1), capacity: nil, overflow: .block)
            )))
        fallthrough
      case .items: events.append(put(number, QueueID(1), depth: number))
      case .tasks: break
      }
    }
    return events
  }

  /// What one of them does next.
  mutating func next() -> [Event] {
    step += 1
    let (number, task) = (step % count + 1, TaskID(step % WideRun.tasks + 1))
    // Lengths of all magnitudes up to a second.
    let length = Int64(1) << Int64(step &* 7 % 30)
    switch subject {
    case .tasks: return round(TaskID(number), length)
    case .queues:
      let queue = QueueID(number)
      return [put(step, queue, depth: 1), take(step, queue, depth: 0, after: length)]
        + [event(.queue(queue, .done(by: task, item: ItemID(UInt64(step)), unfinished: 0)))]
    case .items:
      return [put(count + step, QueueID(1), depth: count + 1)]
        + [take(step, QueueID(1), depth: count, after: length)]
    case .pools:
      let pool = PoolID(number)
      return [event(.task(task, .suspended(on: .poolAcquire(pool), at: .unknown)))]
        + [event(.task(task, .becameReady()), after: length), event(.task(task, .resumed))]
        + [event(.pool(pool, .acquired(by: task, resource: ResourceID(1))))]
        + [event(.pool(pool, .released(by: task, resource: ResourceID(1))), after: length)]
    case .timeouts:
      let owner = WideRun.owner(of: step)
      return [
        event(.timeout(TimeoutID(UInt64(step)), .met(by: owner)), after: length), arm(step + count),
      ]
    }
  }

  private mutating func begin(_ task: TaskID) -> [Event] {
    [
      event(
        .task(
          task,
          .created(
            name: Label(Symbol("worker"), task.rawValue), role: Symbol("worker"), parent: .none))),
      event(.task(task, .becameReady())), event(.task(task, .resumed)),
    ]
  }

  private mutating func round(_ task: TaskID, _ length: Int64) -> [Event] {
    [
      event(.task(task, .suspended(on: .sleep(until: .endOfTime), at: .unknown))),
      event(.task(task, .becameReady()), after: length), event(.task(task, .resumed)),
    ]
  }

  private mutating func put(_ item: UInt32, _ queue: QueueID, depth: UInt32) -> Event {
    event(.queue(queue, .enqueued(by: TaskID(1), item: ItemID(UInt64(item)), depth: depth)))
  }

  private mutating func take(
    _ item: UInt32, _ queue: QueueID, depth: UInt32, after length: Int64
  ) -> Event {
    event(
      .queue(queue, .dequeued(by: TaskID(2), item: ItemID(UInt64(item)), depth: depth)),
      after: length)
  }

  private mutating func arm(_ number: UInt32) -> Event {
    event(
      .timeout(
        TimeoutID(UInt64(number)), .armed(by: WideRun.owner(of: number), deadline: .endOfTime)))
  }

  private static func owner(of timeout: UInt32) -> TaskID { TaskID(timeout % tasks + 1) }
}

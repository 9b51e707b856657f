package import WeirEvents

/// A trace that a test writes by hand.
package struct Script {
  package private(set) var events: [Event] = []

  package private(set) var now = VirtualInstant.zero

  package init() {}

  /// Moves to an instant such as `12.5s`.
  package mutating func at(_ time: String) {
    now = instant(time)
  }

  package mutating func add(_ kinds: Event.Kind...) {
    events += kinds.map { Event(now, $0) }
  }

  /// A task that is created, becomes ready and runs.
  package mutating func start(_ task: TaskID, _ name: String, parent: TaskID = .none) {
    let label = Label(name)
    add(
      .task(task, .created(name: label, role: label.stem, parent: parent)),
      .task(task, .becameReady()),
      .task(task, .resumed))
  }

  package mutating func wake(_ task: TaskID) {
    add(.task(task, .becameReady()), .task(task, .resumed))
  }

  package mutating func wait(_ task: TaskID, on wait: Wait) {
    add(.task(task, .suspended(on: wait, at: .unknown)))
  }

  package mutating func pool(_ pool: PoolID, _ name: String, capacity: UInt32? = nil) {
    add(.pool(pool, .created(name: Label(name), capacity: capacity)))
  }

  package mutating func end(_ task: TaskID, _ outcome: TaskOutcome = .completed, error: String = "")
  {
    add(.task(task, .finished(outcome, error: Symbol(error))))
  }

  package mutating func queue(_ queue: QueueID, _ name: String, capacity: UInt32? = nil) {
    add(.queue(queue, .created(name: Label(name), capacity: capacity, overflow: .block)))
  }
}

/// The instant that a text such as `12.5s` names.
package func instant(_ text: String) -> VirtualInstant {
  VirtualInstant.zero.advanced(by: DurationText.parse(text) ?? .zero)
}

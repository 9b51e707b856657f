import WeirEvents

extension TraceMaker {
  /// Acquires, releases, waits, opens connections for one use, or retries many times.
  mutating func usePool(_ index: Int) {
    let task = tasks[index].id
    switch dice.below(8) {
    case 0: for _ in 0..<6 { useOnce(task) }
    case 1: retry(task)
    default: acquire(index)
    }
  }

  private mutating func acquire(_ index: Int) {
    let task = tasks[index].id
    if let resource = tasks[index].resource {
      add(.pool(PoolID(1), .released(by: task, resource: resource)))
      tasks[index].resource = nil
      holder = nil
    } else if holder != nil {
      wait(index, .poolAcquire(PoolID(1)))
    } else {
      resourceCount += 1
      tasks[index].resource = ResourceID(resourceCount)
      holder = task
      add(.pool(PoolID(1), .acquired(by: task, resource: ResourceID(resourceCount))))
    }
  }

  /// A task that ends with its resource leaks it; sometimes it is closed.
  mutating func leak(_ index: Int) {
    guard let resource = tasks[index].resource else { return }
    let task = tasks[index].id
    add(.pool(PoolID(1), .leaked(by: task, resource: resource)))
    guard dice.once(in: 2) else { return }
    holder = nil
    add(.pool(PoolID(1), .connectionClosed(by: .none, resource: resource, cause: .invalid)))
  }

  private mutating func useOnce(_ task: TaskID) {
    resourceCount += 1
    let resource = ResourceID(resourceCount)
    add(.pool(PoolID(2), .connectionOpened(by: task, resource: resource)))
    add(.pool(PoolID(2), .acquired(by: task, resource: resource)))
    add(.pool(PoolID(2), .released(by: task, resource: resource)))
    let cause: CloseCause = dice.once(in: 50) ? .idle : .unpooled
    add(.pool(PoolID(2), .connectionClosed(by: task, resource: resource, cause: cause)))
  }

  private mutating func retry(_ task: TaskID) {
    add(.request(task, .attemptStarted(1)))
    for attempt in UInt32(2)...8 {
      let delay: Duration = dice.once(in: 30) ? .seconds(1) : .zero
      add(.request(task, .retryScheduled(attempt: attempt, delay: delay)))
      add(.request(task, .attemptStarted(attempt)))
    }
  }
}

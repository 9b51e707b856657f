extension Ledgers {
  /// The name of a task; whoever is no task is a person, or code outside of any.
  func name(of task: TaskID) -> String {
    task == .none ? "someone outside of all tasks" : tasks.name(of: task)
  }

  /// What a task does that waits so, as a verb and the rest: `wait`, `for an item from intake`.
  func words(for wait: Wait) -> (verb: String, rest: String) {
    switch wait {
    case .sleep(let until): ("sleep", "until \(until.words)")
    case .queuePut(let queue): ("wait", "for a place in \(queues.name(of: queue))")
    case .queueGet(let queue): ("wait", "for an item from \(queues.name(of: queue))")
    case .join(let queue): ("wait", "until all items of \(queues.name(of: queue)) are done")
    case .child(let task): ("wait", "for the end of \(tasks.name(of: task))")
    case .work(let worker): ("compute", "on \(workers.name(of: worker))")
    case .poolAcquire(let pool): ("wait", "for \(pools.name(of: pool))")
    case .batch(let batcher): ("wait", "for a batch of \(batchers.name(of: batcher))")
    case .children: ("wait", "for the next of its children to end")
    case .offload: ("wait", "for a worker to compute on")
    }
  }
}

extension VirtualInstant {
  /// The instant as it is written on the command line: `12.5s`.
  public var text: String { DurationText(VirtualInstant.zero.duration(to: self)).description }
}

extension VirtualInstant {
  /// The instant for a sentence: `40.614s`.
  var words: String { VirtualInstant.zero.duration(to: self).words }
}

extension Duration {
  /// The duration for a sentence: from a second on to the millisecond, from a millisecond on to the microsecond.
  var words: String {
    let step: Int64 =
      switch nanoseconds {
      case 1_000_000_000...: 1_000_000
      case 1_000_000...: 1_000
      default: 1
      }
    return DurationText(.nanoseconds((nanoseconds + step / 2) / step * step)).description
  }
}

extension [String] {
  /// The first few in a sentence: `a, b and c`, or `a, b and 7 more`.
  func enumeration(upTo limit: Int = 6) -> String {
    guard count > 1, let last else { return first ?? "none" }
    if count <= limit { return dropLast().joined(separator: ", ") + " and " + last }
    return prefix(limit - 1).joined(separator: ", ") + " and \(count - limit + 1) more"
  }
}

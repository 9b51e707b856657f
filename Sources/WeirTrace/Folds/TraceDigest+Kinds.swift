extension TraceDigest {
  mutating func foldTask(_ kind: Event.Kind) {
    switch kind {
    case .taskCreated(let task, let name, let role, let parent):
      words.add(1, task)
      words.add(name)
      words.add(role)
      words.add(parent)
    case .taskFinished(let task, let outcome, let error):
      words.add(5, task)
      words.add(UInt64(outcome.rawValue))
      words.add(error)
    case .cancellationRequested(let task, let by):
      words.add(6, task)
      words.add(by)
    case .cancellationNoticed(let task): words.add(7, task)
    case .cleanupStarted(let task): words.add(8, task)
    case .cleanupEnded(let task): words.add(9, task)
    case .errorThrown(let task, let error):
      words.add(22, task)
      words.add(error)
    case .errorCaught(let task, let error):
      words.add(23, task)
      words.add(error)
    default: break
    }
  }

  mutating func foldQueue(_ kind: Event.Kind) {
    switch kind {
    case .queueCreated(let queue, let name, let capacity, let overflow):
      words.add(10)
      words.add(queue)
      words.add(name)
      words.add(capacity, overflow)
    case .queueReconfigured(let queue, let capacity, let overflow):
      words.add(11)
      words.add(queue)
      words.add(capacity, overflow)
    case .itemDropped(let queue, let task, let item, let cause, let depth):
      words.add(14)
      words.add(queue)
      words.add(task)
      words.add(item.rawValue)
      words.add(UInt64(cause.rawValue))
      words.add(UInt64(depth))
    case .queueClosed(let queue):
      words.add(16)
      words.add(queue)
    default: break
    }
  }

  mutating func foldOther(_ kind: Event.Kind) {
    switch kind {
    case .timeoutArmed(let timeout, let task, let deadline):
      words.add(17, timeout, task)
      words.add(UInt64(bitPattern: deadline.nanoseconds))
    case .timeoutMet(let timeout, let task): words.add(18, timeout, task)
    case .timeoutFired(let timeout, let task): words.add(19, timeout, task)
    case .timeoutCancelled(let timeout, let task): words.add(20, timeout, task)
    case .timedOutWorkEnded(let timeout, let task): words.add(21, timeout, task)
    case .workerOccupied(let worker, let task): words.add(24, worker, task)
    case .workerFreed(let worker, let task): words.add(25, worker, task)
    case .parameterChanged(let name, let value):
      words.add(26)
      words.add(name)
      words.add(value)
    case .pitfallSwitched(let name): words.add(27, name)
    case .triggered(let name): words.add(28, name)
    case .markerSet(let name): words.add(29, name)
    default: break
    }
  }
}

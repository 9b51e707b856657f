/// The kinds of lines in a session log, by the names that stand there.
enum WireKind: String, CaseIterable {
  case taskCreated, taskBecameReady, taskResumed, taskSuspended, taskFinished
  case cancellationRequested, cancellationNoticed, cleanupStarted, cleanupEnded
  case queueCreated, queueReconfigured, itemEnqueued, itemDequeued, itemDropped, itemDone
  case queueClosed
  case timeoutArmed, timeoutMet, timeoutFired, timeoutCancelled, timedOutWorkEnded
  case poolCreated, poolReconfigured, resourceAcquired, resourceReleased, resourceLeaked
  case acquireTimedOut, connectionOpened, connectionClosed, poolClosed
  case batcherCreated, batcherReconfigured, batchOpened, itemBatched, itemWithdrawn
  case batchFlushed, batchEnded
  case requestStarted, requestEnded, attemptStarted, retryScheduled, retriesExhausted
  case errorThrown, errorCaught, errorUnobserved, shutdownPhaseBegan
  case workerCreated, workerOccupied, workerFreed
  case parameterChanged, pitfallSwitched, triggered, markerSet
  case warningRaised, warningCleared, checkpoint, end
}

/// The keys in a session log, by the names that stand there.
enum WireKey: String, CaseIterable {
  case t, e
  case task, name, role, parent, why, until, queue, child, worker, file, line, outcome, error, by
  case capacity, overflow, item, depth, cause, unfinished, timeout, deadline, value
  case pool, resource, batcher, size, linger, due, attempt, attempts, delay, phase, remaining
  case lint, subject, since, evidence, events, digest, reason
}

/// The names of what a task waits for.
enum WireWait: String, CaseIterable {
  case sleep, queuePut, queueGet, join, child, work, poolAcquire, batch, children, offload
}

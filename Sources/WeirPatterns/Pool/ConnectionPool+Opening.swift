public import WeirEvents

// MARK: Validating

extension ConnectionPool {
  @inlinable
  func reuse(
    _ loan: UInt64, _ resource: ResourceID, _ connection: Connection, within term: Term
  ) async throws -> PooledConnection<Connection> {
    guard try await isValid(connection, loan, within: term) else {
      try checkVerdict(on: loan, within: term)
      let next = machine.withLock { $0.invalidated(loan) }
      perform(.init(closings: [.init(id: resource, connection: connection, cause: .invalid)]))
      return try await open(next, within: term)
    }
    machine.withLock { $0.validated(loan) }
    return lend(loan, resource, connection, within: term)
  }

  @inlinable
  func isValid(_ connection: Connection, _ loan: UInt64, within term: Term)
    async throws -> Bool
  {
    guard let validateConnection else { return true }
    guard let deadline = term.deadline else { return await validateConnection(connection) }
    let end = await AbandonableOperation.run(until: deadline, clock: clock, reporter: reporter) {
      await Deadline.with(deadline, on: self.clock) { await validateConnection(connection) }
    } late: { _ in
    }
    if case .ended(let isValid) = end { return isValid }
    let now = clock.now
    perform(machine.withLock { $0.validationAbandoned(loan, at: now) })
    if case .timedOut = end { throw timedOut(term) }
    throw cancelled(term)
  }

  /// A validation that was cancelled may have failed only because of that: the connection is
  /// released to the next task.
  @inlinable
  func checkVerdict(on loan: UInt64, within term: Term) throws {
    do {
      try checkCancellation(of: term.task, reporter: reporter)
    } catch {
      term.report?.ended(.cancel)
      let now = clock.now
      if let effect = machine.withLock({ $0.release(loan, at: now) }) { perform(effect) }
      throw error
    }
  }
}

// MARK: Opening

extension ConnectionPool {
  @inlinable
  func open(_ resource: ResourceID, within term: Term)
    async throws -> PooledConnection<Connection>
  {
    reporter?.report(.pool(id, .connectionOpening(by: term.task, resource: resource)))
    let result = try await connect(resource, within: term)
    switch result {
    case .success(let connection):
      let loan = opened(resource, connection, by: term.task)
      return lend(loan, resource, connection, within: term)
    case .failure(let error):
      term.report?.ended(.cancel)
      openingFailed(resource, by: term.task)
      throw error
    }
  }

  @inlinable
  func connect(_ resource: ResourceID, within term: Term)
    async throws -> Result<Connection, any Error>
  {
    guard let deadline = term.deadline else { return await Result { try await openConnection() } }
    let end = await AbandonableOperation.run(until: deadline, clock: clock, reporter: reporter) {
      await Result { try await Deadline.with(deadline, on: self.clock, self.openConnection) }
    } late: { result in
      self.finishLate(resource, result)
    }
    switch end {
    case .ended(let result): return result
    case .timedOut: throw timedOut(term)
    case .cancelled: throw cancelled(term)
    }
  }

  /// No task waits for this connection any more: it goes to the next.
  @inlinable
  func finishLate(_ resource: ResourceID, _ result: Result<Connection, any Error>) {
    guard case .success(let connection) = result else {
      return openingFailed(resource, by: .none)
    }
    let loan = opened(resource, connection, by: .none)
    let now = clock.now
    if let effect = machine.withLock({ $0.release(loan, at: now) }) { perform(effect) }
  }

  @inlinable
  func opened(_ resource: ResourceID, _ connection: Connection, by task: TaskID) -> UInt64 {
    let now = clock.now
    let loan = machine.withLock { $0.opened(resource, connection, by: task, at: now) }
    reporter?.report(.pool(id, .connectionOpened(by: task, resource: resource)))
    return loan
  }

  @inlinable
  func openingFailed(_ resource: ResourceID, by task: TaskID) {
    let now = clock.now
    reporter?.report(.pool(id, .openingFailed(by: task, resource: resource)))
    perform(machine.withLock { $0.openingFailed(at: now) })
  }
}

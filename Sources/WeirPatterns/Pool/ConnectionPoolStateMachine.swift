public import DequeModule
public import WeirEvents

/// The decisions of a pool of connections. Its driver opens, closes and wakes, outside any lock.
///
/// Each place under the limit is at any time taken by exactly one of: an unused connection, a loan,
/// or an opening. While a task waits, no place is free.
@usableFromInline
struct ConnectionPoolStateMachine<Connection, Instant: InstantProtocol, Waiter>
where Instant.Duration == Duration {
  @usableFromInline
  typealias Answer = PoolAnswer<Connection>
  @usableFromInline
  typealias Wakeup = WeirPatterns.Wakeup<Answer, Waiter>
  @usableFromInline
  typealias Room = WaitingRoom<Void, Answer, Waiter>

  /// An unused connection, and since when.
  @usableFromInline
  struct Unused {
    @usableFromInline let id: ResourceID
    @usableFromInline let connection: Connection
    @usableFromInline let since: Instant

    @inlinable
    init(id: ResourceID, connection: Connection, since: Instant) {
      (self.id, self.connection, self.since) = (id, connection, since)
    }
  }

  @usableFromInline
  struct Loan {
    @usableFromInline let resource: ResourceID
    @usableFromInline let connection: Connection
    @usableFromInline let holder: TaskID
    @usableFromInline let since: Instant
    /// Whether its holder is still validating it; if so, the holder is alive and will answer for
    /// it.
    @usableFromInline var isInValidation: Bool

    @inlinable
    init(
      resource: ResourceID, connection: Connection, holder: TaskID, since: Instant,
      isInValidation: Bool = false
    ) {
      (self.resource, self.connection, self.holder) = (resource, connection, holder)
      (self.since, self.isInValidation) = (since, isInValidation)
    }
  }

  @usableFromInline var configuration: PoolConfiguration
  @usableFromInline var isClosed = false
  /// In the order in which they were last used: the last one is lent first, the first one expires
  /// first.
  @usableFromInline var unused: Deque<Unused> = []
  /// Connections in use, by the number of the loan: a connection may be lent again, but numbers are
  /// never reused.
  @usableFromInline var loans: [UInt64: Loan] = [:]
  @usableFromInline var lent: UInt64 = 0
  /// The number of tasks that have a place and are opening a connection.
  @usableFromInline var openings = 0
  @usableFromInline var numbered: UInt32 = 0
  @usableFromInline var borrowers = Room()
  @usableFromInline var drainers = Room()
  @usableFromInline var keepers = Room()
  /// Whether the keeper waits for a connection to be released, and not for an instant.
  @usableFromInline var isKeeperCalled = false

  @inlinable
  init(_ configuration: PoolConfiguration) {
    self.configuration = configuration
  }

  var unusedCount: Int { unused.count }
  /// The number of connections that are in use or being opened.
  @inlinable
  var busyCount: Int { loans.count + openings }
  var waitingCount: Int { borrowers.count }

  @inlinable
  var total: Int { unused.count + busyCount }
  @inlinable
  var hasFreePlace: Bool { configuration.limit.map { total < $0 } ?? true }
  @inlinable
  var isOverLimit: Bool { configuration.limit.map { total > $0 } ?? false }
}

// MARK: Waiting and effects

extension ConnectionPoolStateMachine {
  /// A place in one of the three rooms.
  @usableFromInline
  enum Ticket: Sendable {
    case borrower(UInt64), drainer(UInt64), keeper(UInt64)
  }

  /// A connection to be closed.
  @usableFromInline
  struct Closing {
    @usableFromInline let id: ResourceID
    @usableFromInline let connection: Connection
    @usableFromInline let cause: CloseCause

    @inlinable
    init(id: ResourceID, connection: Connection, cause: CloseCause) {
      (self.id, self.connection, self.cause) = (id, connection, cause)
    }
  }

  /// What a stimulus results in, in this order.
  @usableFromInline
  struct Effect {
    @usableFromInline var closings: [Closing]
    @usableFromInline var wakeups: [Wakeup] = []

    @inlinable
    init(closings: [Closing] = []) { self.closings = closings }
  }

  /// Attaches the continuation of a waiting task. Returns the answer if there is one already.
  @inlinable
  mutating func attach(_ waiter: Waiter, to ticket: Ticket) -> Answer? {
    switch ticket {
    case .borrower(let number): borrowers.attach(waiter, at: number)
    case .drainer(let number): drainers.attach(waiter, at: number)
    case .keeper(let number): keepers.attach(waiter, at: number)
    }
  }

  /// A waiting task is cancelled, or times out. A task that has been answered already keeps its
  /// answer.
  @inlinable
  mutating func end(_ ticket: Ticket, with answer: Answer) -> Wakeup? {
    switch ticket {
    case .borrower(let number): borrowers.answer(number, answer)?.wakeup
    case .drainer(let number): drainers.answer(number, answer)?.wakeup
    case .keeper(let number): keepers.answer(number, answer)?.wakeup
    }
  }

  /// Gives free places and unused connections to waiting tasks, and wakes those that wait for the
  /// end of all loans.
  @inlinable
  mutating func serve(_ effect: inout Effect, at now: Instant) {
    while let task = borrowers.first, let answer = nextAnswer(for: task, at: now),
      let next = borrowers.answerFirst(answer)
    {
      effect.wakeups.append(next.wakeup)
    }
    if isClosed, busyCount == 0 { effect.wakeups += drainers.answerAll(.done) }
  }
}

// MARK: Borrowing

extension ConnectionPoolStateMachine {
  @usableFromInline
  enum AcquireAction {
    /// The task has its answer at once.
    case answer(Answer)
    /// The pool is exhausted: the task waits in line for a connection to be released or opened.
    case suspend(Ticket)
  }

  /// A task asks for a connection. While the pool is exhausted, it waits behind those before it.
  @inlinable
  mutating func acquire(by task: TaskID, at now: Instant) -> AcquireAction {
    guard !isClosed else { return .answer(.closed) }
    guard let answer = nextAnswer(for: task, at: now) else {
      return .suspend(.borrower(borrowers.enter(task)))
    }
    return .answer(answer)
  }

  @inlinable
  mutating func nextAnswer(for task: TaskID, at now: Instant) -> Answer? {
    if let last = unused.popLast() {
      let loan = lend(
        Loan(
          resource: last.id, connection: last.connection, holder: task, since: now,
          isInValidation: true))
      return .reuse(loan: loan, last.id, last.connection)
    }
    guard hasFreePlace else { return nil }
    openings += 1
    return .open(nextID())
  }

  @inlinable
  mutating func lend(_ loan: Loan) -> UInt64 {
    lent += 1
    loans[lent] = loan
    return lent
  }

  @inlinable
  mutating func nextID() -> ResourceID {
    numbered += 1
    return ResourceID(numbered)
  }

  /// A connection has been opened, and is lent to the task that opened it. Returns the number of
  /// the loan.
  @inlinable
  mutating func opened(
    _ id: ResourceID, _ connection: Connection, by task: TaskID, at now: Instant
  ) -> UInt64 {
    openings -= 1
    return lend(Loan(resource: id, connection: connection, holder: task, since: now))
  }

  /// A connection could not be opened: its place goes to the next waiting task.
  @inlinable
  mutating func openingFailed(at now: Instant) -> Effect {
    openings -= 1
    var effect = Effect()
    serve(&effect, at: now)
    return effect
  }

  /// A used connection was found to be valid.
  @inlinable
  mutating func validated(_ loan: UInt64) {
    loans[loan]?.isInValidation = false
  }

  /// A connection was found to be broken: its holder opens another one in its place.
  @inlinable
  mutating func invalidated(_ loan: UInt64) -> ResourceID {
    loans[loan] = nil
    openings += 1
    return nextID()
  }

  /// A validation was abandoned: the state of the connection is unknown. It is closed, and its
  /// place goes to the next waiting task.
  @inlinable
  mutating func validationAbandoned(_ loan: UInt64, at now: Instant) -> Effect {
    var effect = Effect()
    guard let loan = loans.removeValue(forKey: loan) else { return effect }
    effect.closings = [Closing(id: loan.resource, connection: loan.connection, cause: .invalid)]
    serve(&effect, at: now)
    return effect
  }

  /// A connection is released. Returns `nil` if the loan is over: it was released already, or
  /// reclaimed.
  @inlinable
  mutating func release(_ loan: UInt64, at now: Instant) -> Effect? {
    let isSurplus = isOverLimit
    guard let loan = loans.removeValue(forKey: loan) else { return nil }
    var effect = Effect()
    let cause: CloseCause? =
      if isClosed { .drained } else if isSurplus { .surplus } else {
        configuration.reusesConnections ? nil : .unpooled
      }
    if let cause {
      effect.closings = [Closing(id: loan.resource, connection: loan.connection, cause: cause)]
    } else {
      unused.append(Unused(id: loan.resource, connection: loan.connection, since: now))
    }
    serve(&effect, at: now)
    if isKeeperCalled, !unused.isEmpty {
      isKeeperCalled = false
      effect.wakeups += keepers.answerAll(.done)
    }
    return effect
  }
}

// MARK: Upkeep

extension ConnectionPoolStateMachine {
  /// The limits have changed: unused connections over the limit are closed now, those in use when
  /// they are released.
  mutating func reconfigure(_ new: PoolConfiguration, at now: Instant) -> Effect {
    let wasReusing = configuration.reusesConnections
    configuration = new
    var effect = Effect()
    while isOverLimit, let first = unused.popFirst() { effect.close(first, .surplus) }
    if wasReusing, !new.reusesConnections {
      while let first = unused.popFirst() { effect.close(first, .unpooled) }
    }
    serve(&effect, at: now)
    effect.wakeups += keepers.answerAll(.done)
    return effect
  }

  enum UpkeepAction {
    /// Look again at this instant, or, if it is `nil`, when something has changed.
    case wait(Ticket, until: Instant?)
    case finished
  }

  /// Closes connections that have been idle for too long, and decides when the keeper looks again.
  mutating func upkeep(by task: TaskID, at now: Instant) -> (Effect, UpkeepAction) {
    guard !isClosed else { return (Effect(), .finished) }
    var effect = Effect()
    isKeeperCalled = false
    guard let timeout = configuration.idleLimit else {
      return (effect, .wait(.keeper(keepers.enter(task)), until: nil))
    }
    while let first = unused.first, first.since.saturatingAdvanced(by: timeout) <= now {
      unused.removeFirst()
      effect.close(first, .idle)
    }
    // Nothing can expire earlier than an idle time from now. If that is short, looking would be all
    // that the keeper does.
    isKeeperCalled = unused.isEmpty && timeout < .seconds(1)
    let next = isKeeperCalled ? nil : (unused.first?.since ?? now).saturatingAdvanced(by: timeout)
    return (effect, .wait(.keeper(keepers.enter(task)), until: next))
  }

  /// The loans, in the order of the connections' numbers; those being validated are left out.
  func listLoans(at now: Instant) -> [PoolLoan] {
    loans.filter { !$1.isInValidation }.map {
      PoolLoan(
        resource: $1.resource, holder: $1.holder, age: $1.since.duration(to: now), number: $0)
    }
    .sorted { $0.resource < $1.resource }
  }

  /// A connection whose holder will never release it is taken back. Returns `nil` if the loan is
  /// over.
  mutating func reclaim(_ number: UInt64, at now: Instant) -> Effect? {
    guard let loan = loans[number], !loan.isInValidation else { return nil }
    loans[number] = nil
    var effect = Effect()
    effect.closings = [Closing(id: loan.resource, connection: loan.connection, cause: .invalid)]
    serve(&effect, at: now)
    return effect
  }

  /// The pool is closed: waiting tasks are answered `closed`, and connections in use are closed
  /// when they are released.
  mutating func close(at now: Instant) -> Effect {
    isClosed = true
    var effect = Effect()
    while let first = unused.popFirst() { effect.close(first, .drained) }
    effect.wakeups = borrowers.answerAll(.closed) + keepers.answerAll(.done)
    serve(&effect, at: now)
    return effect
  }

  /// A task waits until all connections have been released; `nil` if they have been already.
  mutating func drain(by task: TaskID) -> Ticket? {
    isClosed && busyCount == 0 ? nil : .drainer(drainers.enter(task))
  }
}

extension ConnectionPoolStateMachine.Effect {
  fileprivate mutating func close(
    _ unused: ConnectionPoolStateMachine.Unused, _ cause: CloseCause
  ) {
    closings.append(.init(id: unused.id, connection: unused.connection, cause: cause))
  }
}

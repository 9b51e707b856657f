import DequeModule
import WeirEvents

/// The decisions of a pool of connections; whoever drives it opens, closes and wakes, outside any
/// lock.
///
/// Each place under the limit is at any moment with exactly one of: an unused connection, a loan,
/// or an opening. While anyone waits, none is free.
struct ConnectionPoolStateMachine<Connection, Instant: InstantProtocol, Waiter>
where Instant.Duration == Duration {
  typealias Answer = PoolAnswer<Connection>
  typealias Wakeup = WeirPatterns.Wakeup<Answer, Waiter>
  private typealias Room = WaitingRoom<Void, Answer, Waiter>

  /// A connection that nobody uses, and since when.
  fileprivate struct Unused {
    let id: ResourceID
    let connection: Connection
    let since: Instant
  }

  private struct Loan {
    let resource: ResourceID
    let connection: Connection
    let holder: TaskID
    let since: Instant
    /// Whether its holder still looks whether it can be used: then the holder lives, and answers
    /// for it.
    var isInValidation = false
  }

  private(set) var configuration: PoolConfiguration
  private(set) var isClosed = false
  /// In the order in which they were last used: the last one goes out first, the first one expires
  /// first.
  private var unused: Deque<Unused> = []
  /// What is out, by the number of the loan: a connection is lent again and again, a number never.
  private var loans: [UInt64: Loan] = [:]
  private var lent: UInt64 = 0
  /// How many tasks have a place and open a connection for it.
  private var openings = 0
  private var numbered: UInt32 = 0
  private var borrowers = Room()
  private var drainers = Room()
  private var keepers = Room()
  /// Whether the keeper waits for a connection to come back, and not for an instant.
  private var isKeeperCalled = false

  init(_ configuration: PoolConfiguration) {
    self.configuration = configuration
  }

  var unusedCount: Int { unused.count }
  /// How many connections are out or on their way.
  var busyCount: Int { loans.count + openings }
  var waitingCount: Int { borrowers.count }

  private var total: Int { unused.count + busyCount }
  private var hasFreePlace: Bool { configuration.limit.map { total < $0 } ?? true }
  private var isOverLimit: Bool { configuration.limit.map { total > $0 } ?? false }
}

// MARK: Waiting, and what is to be done

extension ConnectionPoolStateMachine {
  /// A place in one of the three rooms.
  enum Ticket: Sendable {
    case borrower(UInt64), drainer(UInt64), keeper(UInt64)
  }

  /// A connection to be closed.
  struct Closing {
    let id: ResourceID
    let connection: Connection
    let cause: CloseCause
  }

  /// What a stimulus leads to, in this order.
  struct Effect {
    var closings: [Closing] = []
    var wakeups: [Wakeup] = []
  }

  /// Makes a task that waits reachable. Returns the answer if it has been answered already.
  mutating func attach(_ waiter: Waiter, to ticket: Ticket) -> Answer? {
    switch ticket {
    case .borrower(let number): borrowers.attach(waiter, at: number)
    case .drainer(let number): drainers.attach(waiter, at: number)
    case .keeper(let number): keepers.attach(waiter, at: number)
    }
  }

  /// A task that waits is cancelled, or its time is up. A task that has been answered already keeps
  /// its answer.
  mutating func end(_ ticket: Ticket, with answer: Answer) -> Wakeup? {
    switch ticket {
    case .borrower(let number): borrowers.answer(number, answer)?.wakeup
    case .drainer(let number): drainers.answer(number, answer)?.wakeup
    case .keeper(let number): keepers.answer(number, answer)?.wakeup
    }
  }

  /// Gives free places and unused connections to those who wait, and tells those who wait for the
  /// end of all loans.
  private mutating func serve(_ effect: inout Effect, at now: Instant) {
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
  enum AcquireAction {
    case answer(Answer)
    case suspend(Ticket)
  }

  /// A task asks for a connection.
  mutating func acquire(by task: TaskID, at now: Instant) -> AcquireAction {
    guard !isClosed else { return .answer(.closed) }
    guard let answer = nextAnswer(for: task, at: now) else {
      return .suspend(.borrower(borrowers.enter(task)))
    }
    return .answer(answer)
  }

  private mutating func nextAnswer(for task: TaskID, at now: Instant) -> Answer? {
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

  private mutating func lend(_ loan: Loan) -> UInt64 {
    lent += 1
    loans[lent] = loan
    return lent
  }

  private mutating func nextID() -> ResourceID {
    numbered += 1
    return ResourceID(numbered)
  }

  /// A connection has been opened: its opener has it. The answer is the number of the loan.
  mutating func opened(
    _ id: ResourceID, _ connection: Connection, by task: TaskID, at now: Instant
  ) -> UInt64 {
    openings -= 1
    return lend(Loan(resource: id, connection: connection, holder: task, since: now))
  }

  /// A connection could not be opened: its place goes to the next.
  mutating func openingFailed(at now: Instant) -> Effect {
    openings -= 1
    var effect = Effect()
    serve(&effect, at: now)
    return effect
  }

  /// A connection that was in use before can be used again.
  mutating func validated(_ loan: UInt64) {
    loans[loan]?.isInValidation = false
  }

  /// A connection was found to be broken: whoever has it opens another one in its place.
  mutating func invalidated(_ loan: UInt64) -> ResourceID {
    loans[loan] = nil
    openings += 1
    return nextID()
  }

  /// Nobody waits any longer for a validation: nobody knows about the connection, which is closed,
  /// and its place goes to the next.
  mutating func validationAbandoned(_ loan: UInt64, at now: Instant) -> Effect {
    var effect = Effect()
    guard let loan = loans.removeValue(forKey: loan) else { return effect }
    effect.closings = [Closing(id: loan.resource, connection: loan.connection, cause: .invalid)]
    serve(&effect, at: now)
    return effect
  }

  /// A connection comes back. The answer is nil if the loan is over: it has come back already, or
  /// was reclaimed.
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
  /// What the pool allows has changed: unused connections over the limit go, those that are out go
  /// as they come back.
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
    /// Look again when this instant has come; nil is when something has changed.
    case wait(Ticket, until: Instant?)
    case finished
  }

  /// The keeper has closed what was unused for too long, and asks when to look again.
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
    // Nothing can expire earlier than an idle time from now. Where that is short, looking would be
    // all the keeper does.
    isKeeperCalled = unused.isEmpty && timeout < .seconds(1)
    let next = isKeeperCalled ? nil : (unused.first?.since ?? now).saturatingAdvanced(by: timeout)
    return (effect, .wait(.keeper(keepers.enter(task)), until: next))
  }

  /// Who has what, in the order of the connections' numbers; what is being validated is nobody's
  /// yet.
  func listLoans(at now: Instant) -> [PoolLoan] {
    loans.filter { !$1.isInValidation }.map {
      PoolLoan(
        resource: $1.resource, holder: $1.holder, age: $1.since.duration(to: now), number: $0)
    }
    .sorted { $0.resource < $1.resource }
  }

  /// A connection is given up whose holder will never give it back. The answer is none where nobody
  /// has it.
  mutating func reclaim(_ number: UInt64, at now: Instant) -> Effect? {
    guard let loan = loans[number], !loan.isInValidation else { return nil }
    loans[number] = nil
    var effect = Effect()
    effect.closings = [Closing(id: loan.resource, connection: loan.connection, cause: .invalid)]
    serve(&effect, at: now)
    return effect
  }

  /// The pool gives nothing more out. Whoever waits is told so; what is out comes back in its own
  /// time.
  mutating func close(at now: Instant) -> Effect {
    isClosed = true
    var effect = Effect()
    while let first = unused.popFirst() { effect.close(first, .drained) }
    effect.wakeups = borrowers.answerAll(.closed) + keepers.answerAll(.done)
    serve(&effect, at: now)
    return effect
  }

  /// A task waits until nothing is out any more; none is: nothing is.
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

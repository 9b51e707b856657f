public import DequeModule
public import WeirEvents

/// The decisions of a batcher. Its driver keeps the time and processes batches, outside any lock.
///
/// An item is at any time in exactly one place: in the line, in the open batch, in a flushed batch,
/// or answered. While the line is not empty, the open batch is full and waits for its turn.
@usableFromInline
struct MicroBatcherStateMachine<Item, Output, Instant: InstantProtocol, Waiter>
where Instant.Duration == Duration {
  @usableFromInline
  typealias Answer = BatchAnswer<Output>
  @usableFromInline
  typealias Wakeup = WeirPatterns.Wakeup<Answer, Waiter>
  @usableFromInline
  typealias Room = WaitingRoom<Void, Answer, Waiter>

  /// A submitted item, with the place where its submitter waits.
  @usableFromInline
  struct Submission {
    @usableFromInline let number: UInt64
    @usableFromInline let task: TaskID
    @usableFromInline let item: Item
    /// When it was first added to a batch; `nil` before.
    @usableFromInline var batched: Instant?

    @inlinable
    init(number: UInt64, task: TaskID, item: Item) {
      (self.number, self.task, self.item, batched) = (number, task, item, nil)
    }
  }

  /// Items that are processed together, with the places where their submitters wait.
  @usableFromInline
  struct Batch {
    @usableFromInline let items: [Item]
    @usableFromInline let numbers: [UInt64]

    @inlinable
    init(items: [Item], numbers: [UInt64]) {
      (self.items, self.numbers) = (items, numbers)
    }
  }

  @usableFromInline var configuration: BatcherConfiguration
  @usableFromInline var isClosed = false
  /// Items that wait for a place in the open batch.
  @usableFromInline var line: Deque<Submission> = []
  @usableFromInline var open: [Submission] = []
  /// When the open batch will have linger expired; `nil` if it is empty.
  @usableFromInline var due: Instant?
  /// Batches that were flushed and have not started processing.
  @usableFromInline var flushed: Deque<Batch> = []
  /// The number of batches that were flushed and have not ended.
  @usableFromInline var inProcess = 0
  @usableFromInline var submitters = Room()
  @usableFromInline var loops = Room()
  @usableFromInline var drainers = Room()

  @inlinable
  init(_ configuration: BatcherConfiguration) {
    self.configuration = configuration
  }

  /// The number of items without an answer.
  var remaining: Int { submitters.count }

  @inlinable
  var isOver: Bool { isClosed && submitters.isEmpty && inProcess == 0 }
  @inlinable
  var hasFreeProcess: Bool { configuration.concurrency.map { inProcess < $0 } ?? true }
}

extension MicroBatcherStateMachine.Batch: Sendable where Item: Sendable {}

// MARK: Waiting and effects

extension MicroBatcherStateMachine {
  /// A place in one of the three rooms.
  @usableFromInline
  enum Ticket: Sendable {
    case submitter(UInt64), loop(UInt64), drainer(UInt64)
  }

  /// Something that happened to the open batch, to be reported.
  @usableFromInline
  enum Step: Equatable {
    case opened(by: TaskID, lasting: Duration)
    case batched(by: TaskID, size: Int)
    case withdrawn(by: TaskID, size: Int)
    case flushed(size: Int, FlushCause)
  }

  /// What a stimulus results in, in this order.
  @usableFromInline
  struct Effect {
    @usableFromInline var steps: [Step] = []
    @usableFromInline var wakeups: [Wakeup] = []

    @inlinable
    init() {}
  }

  /// Attaches the continuation of a waiting task. Returns the answer if there is one already.
  @inlinable
  mutating func attach(_ waiter: Waiter, to ticket: Ticket) -> Answer? {
    switch ticket {
    case .submitter(let number): submitters.attach(waiter, at: number)
    case .loop(let number): loops.attach(waiter, at: number)
    case .drainer(let number): drainers.attach(waiter, at: number)
    }
  }

  /// Wakes the loop or a drainer because it was cancelled, or has to look again. Submitters use
  /// `withdraw`.
  @inlinable
  mutating func end(_ ticket: Ticket, with answer: Answer) -> Wakeup? {
    switch ticket {
    case .submitter: nil
    case .loop(let number): loops.answer(number, answer)?.wakeup
    case .drainer(let number): drainers.answer(number, answer)?.wakeup
    }
  }
}

// MARK: Submitting

extension MicroBatcherStateMachine {
  /// A task submits an item. Returns `nil` if the batcher is closed.
  @inlinable
  mutating func submit(_ item: Item, by task: TaskID, at now: Instant) -> (Ticket, Effect)? {
    guard !isClosed else { return nil }
    let number = submitters.enter(task)
    line.append(Submission(number: number, task: task, item: item))
    return (.submitter(number), settle(at: now))
  }

  /// A submitter is cancelled: its item is withdrawn, unless its batch has been flushed; then it
  /// waits for the output.
  @inlinable
  mutating func withdraw(_ ticket: Ticket, at now: Instant) -> Effect {
    guard case .submitter(let number) = ticket, let steps = leave(number) else { return Effect() }
    let wakeup = submitters.answer(number, .cancelled)?.wakeup
    var effect = settle(at: now)
    effect.steps.insert(contentsOf: steps, at: 0)
    if let wakeup { effect.wakeups.insert(wakeup, at: 0) }
    return effect
  }

  /// Returns `nil` if the item can no longer be withdrawn, and no steps if it was still in the
  /// line.
  @inlinable
  mutating func leave(_ number: UInt64) -> [Step]? {
    if let index = open.firstIndex(where: { $0.number == number }) {
      let submission = open.remove(at: index)
      due = dueOfFirst
      return [.withdrawn(by: submission.task, size: open.count)]
    }
    guard let index = line.firstIndex(where: { $0.number == number }) else { return nil }
    line.remove(at: index)
    return []
  }
}

// MARK: Forming batches

extension MicroBatcherStateMachine {
  /// Flushes and fills batches until nothing more can be done now.
  @inlinable
  mutating func settle(at now: Instant) -> Effect {
    var effect = Effect()
    while true {
      if let cause = flushCause(at: now), hasFreeProcess {
        effect.steps.append(flush(cause))
      } else if open.count < configuration.size, let submission = line.popFirst() {
        effect.steps += admit(submission, at: now)
      } else {
        break
      }
    }
    if isOver { effect.wakeups += drainers.answerAll(.done) }
    if isOver || effect.concernsLoop { effect.wakeups += loops.answerAll(.done) }
    return effect
  }

  @inlinable
  func flushCause(at now: Instant) -> FlushCause? {
    guard !open.isEmpty, let due else { return nil }
    if open.count >= configuration.size { return .size }
    if isClosed, line.isEmpty { return .drain }
    return due <= now ? .linger : nil
  }

  /// When the first item of the open batch will have linger expired; `nil` if the batch is
  /// empty.
  @inlinable
  var dueOfFirst: Instant? {
    open.first?.batched?.saturatingAdvanced(by: configuration.linger)
  }

  @inlinable
  mutating func admit(_ submission: Submission, at now: Instant) -> [Step] {
    var submission = submission
    let since = submission.batched ?? now
    submission.batched = since
    open.append(submission)
    let batched = Step.batched(by: submission.task, size: open.count)
    guard open.count == 1 else { return [batched] }
    let end = since.saturatingAdvanced(by: configuration.linger)
    due = end
    return [.opened(by: submission.task, lasting: max(.zero, now.duration(to: end))), batched]
  }

  /// A batch that exceeds the size, because that was reduced, is split; the rest goes back to the
  /// head of the line.
  @inlinable
  mutating func flush(_ cause: FlushCause) -> Step {
    let batch = open.prefix(configuration.size)
    line.insert(contentsOf: open.dropFirst(batch.count), at: 0)
    open = []
    due = nil
    flushed.append(Batch(items: batch.map(\.item), numbers: batch.map(\.number)))
    inProcess += 1
    return .flushed(size: batch.count, cause)
  }
}

extension MicroBatcherStateMachine.Effect {
  /// Whether there is a batch to process, or a new instant to wait for.
  @inlinable
  var concernsLoop: Bool {
    steps.contains {
      if case .batched = $0 { false } else { true }
    }
  }
}

// MARK: Processing batches

extension MicroBatcherStateMachine {
  @usableFromInline
  enum LoopAction {
    case begin(Batch)
    /// Look again at this instant, or, if it is `nil`, when something has changed.
    case wait(Ticket, until: Instant?)
    case finished
  }

  /// The loop asks what to do.
  @inlinable
  mutating func next(by task: TaskID, at now: Instant) -> (Effect, LoopAction) {
    let effect = settle(at: now)
    if let batch = flushed.popFirst() { return (effect, .begin(batch)) }
    if isOver { return (effect, .finished) }
    let deadline = hasFreeProcess && !configuration.linger.isForever ? due : nil
    return (effect, .wait(.loop(loops.enter(task)), until: deadline))
  }

  /// A batch has been processed: each submitter gets its own output.
  @inlinable
  mutating func ended(
    _ batch: Batch, with result: Result<[Output], any Error>, at now: Instant
  ) -> Effect {
    inProcess -= 1
    let wakeups = zip(batch.numbers, outputs(of: batch, result)).compactMap { number, output in
      submitters.answer(number, .output(output))?.wakeup
    }
    var effect = settle(at: now)
    effect.wakeups.insert(contentsOf: wakeups, at: 0)
    // An open batch may be flushed by the timer again.
    if due != nil { effect.wakeups += loops.answerAll(.done) }
    return effect
  }

  @inlinable
  func outputs(of batch: Batch, _ result: Result<[Output], any Error>)
    -> [Result<Output, any Error>]
  {
    let items = batch.items.count
    switch result {
    case .success(let outputs) where outputs.count == items: return outputs.map { .success($0) }
    case .success(let outputs):
      let error = BatcherError.outputsMissing(items: items, outputs: outputs.count)
      return Array(repeating: .failure(error), count: items)
    // To a submitter, `CancellationError` means that its item was not processed.
    case .failure(is CancellationError):
      return Array(repeating: .failure(BatcherError.interrupted), count: items)
    case .failure(let error): return Array(repeating: .failure(error), count: items)
    }
  }
}

// MARK: Changing and finishing

extension MicroBatcherStateMachine {
  /// The limits have changed: the linger of an open batch still counts from its first item.
  mutating func reconfigure(_ new: BatcherConfiguration, at now: Instant) -> Effect {
    configuration = new
    due = dueOfFirst
    var effect = settle(at: now)
    effect.wakeups += loops.answerAll(.done)
    return effect
  }

  /// The batcher is closed: remaining items are processed without lingering.
  mutating func close(at now: Instant) -> Effect {
    isClosed = true
    var effect = settle(at: now)
    effect.wakeups += loops.answerAll(.done)
    return effect
  }

  /// The loop was cancelled: items that are not in progress are never processed. Their submitters
  /// are answered `closed`.
  mutating func abandon(at now: Instant) -> [Wakeup] {
    isClosed = true
    let waiting = open.map(\.number) + line.map(\.number) + flushed.flatMap(\.numbers)
    inProcess -= flushed.count
    (open, line, flushed, due) = ([], [], [], nil)
    return waiting.compactMap { submitters.answer($0, .closed)?.wakeup } + settle(at: now).wakeups
  }

  /// A task waits until everything has been processed; `nil` if it has been already.
  mutating func drain(by task: TaskID) -> Ticket? {
    isOver ? nil : .drainer(drainers.enter(task))
  }
}

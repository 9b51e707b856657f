import DequeModule
import WeirTrace

/// The decisions of a batcher; whoever drives it keeps the time and deals with batches, outside any lock.
///
/// An item is at any moment in exactly one place: in the line, in the open batch, in a batch that was flushed, or
/// answered. While anyone stands in the line, the open batch is full and waits for its turn.
struct MicroBatcherStateMachine<Item, Output, Instant: InstantProtocol, Waiter>
where Instant.Duration == Duration {
  typealias Answer = BatchAnswer<Output>
  typealias Call = WaitCall<Answer, Waiter>

  /// An item and who waits for its output.
  private struct Seat {
    let item: Item
    let task: TaskID
    var waiter: Waiter?
    /// When it first came into a batch.
    var batched: Instant?
  }

  /// Items that are dealt with together, and the numbers of their seats.
  struct Batch {
    let numbers: [UInt64]
    let items: [Item]
  }

  private(set) var configuration: BatcherConfiguration
  private(set) var isClosed = false
  private var seats: [UInt64: Seat] = [:]
  private var seated: UInt64 = 0
  /// Answers to those who were answered before they could be reached.
  private var early: [UInt64: Answer] = [:]
  /// The numbers of items that wait for a place in the open batch.
  private var line: Deque<UInt64> = []
  private var open: [UInt64] = []
  private var due: Instant?
  /// Batches that were flushed and have not been begun.
  private var flushed: Deque<Batch> = []
  /// How many batches were flushed and have not ended.
  private var inProcess = 0
  private var loops = WaitingRoom<Answer, Waiter>()
  private var drainers = WaitingRoom<Answer, Waiter>()

  init(_ configuration: BatcherConfiguration) {
    self.configuration = configuration
  }

  /// How many items have no answer yet.
  var remaining: Int { seats.count }

  private var isOver: Bool { isClosed && seats.isEmpty && inProcess == 0 }
  private var hasFreeProcess: Bool { configuration.concurrency.map { inProcess < $0 } ?? true }
}

// MARK: Who waits, and what is to be done

extension MicroBatcherStateMachine {
  /// A place among those who wait.
  enum Ticket: Hashable, Sendable {
    case submitter(UInt64), loop(UInt64), drainer(UInt64)
  }

  /// Something that happened to the open batch, to be reported.
  enum Step: Equatable {
    case opened(by: TaskID, lasting: Duration)
    case batched(by: TaskID, size: Int)
    case flushed(size: Int, FlushCause)
  }

  /// What a stimulus leads to, in this order.
  struct Effect {
    var steps: [Step] = []
    var calls: [Call] = []
  }

  mutating func attach(_ waiter: Waiter, to ticket: Ticket) -> Answer? {
    switch ticket {
    case .loop(let number): return loops.attach(waiter, at: number)
    case .drainer(let number): return drainers.attach(waiter, at: number)
    case .submitter(let number):
      guard seats[number] == nil else {
        seats[number]?.waiter = waiter
        return nil
      }
      return early.removeValue(forKey: number)
    }
  }

  /// The loop or a drainer is asked to stop, or is to look again.
  mutating func end(_ ticket: Ticket, with answer: Answer) -> Call? {
    switch ticket {
    case .loop(let number): loops.call(number, answer)
    case .drainer(let number): drainers.call(number, answer)
    case .submitter(let number): self.answer(number, answer)
    }
  }

  private mutating func answer(_ number: UInt64, _ answer: Answer) -> Call? {
    guard let seat = seats.removeValue(forKey: number) else { return nil }
    if seat.waiter == nil { early[number] = answer }
    return WaitCall(task: seat.task, waiter: seat.waiter, answer: answer)
  }
}

// MARK: Submitting

extension MicroBatcherStateMachine {
  /// A task brings an item. The answer is none where nothing is taken in any more.
  mutating func submit(_ item: Item, by task: TaskID, at now: Instant) -> (Ticket, Effect)? {
    guard !isClosed else { return nil }
    seated += 1
    seats[seated] = Seat(item: item, task: task)
    line.append(seated)
    return (.submitter(seated), settle(at: now))
  }

  /// A submitter is asked to stop: its item leaves, unless its batch has been flushed; then it waits for the output.
  mutating func withdraw(_ ticket: Ticket, at now: Instant) -> Effect {
    guard case .submitter(let number) = ticket, leave(number) else { return Effect() }
    let call = answer(number, .cancelled)
    var effect = settle(at: now)
    if let call { effect.calls.insert(call, at: 0) }
    return effect
  }

  private mutating func leave(_ number: UInt64) -> Bool {
    if let index = open.firstIndex(of: number) {
      open.remove(at: index)
      due = dueOfFirst
      return true
    }
    guard let index = line.firstIndex(of: number) else { return false }
    line.remove(at: index)
    return true
  }
}

// MARK: Forming batches

extension MicroBatcherStateMachine {
  /// Does everything that can be done now, until nothing can.
  private mutating func settle(at now: Instant) -> Effect {
    var effect = Effect()
    while true {
      if let cause = flushCause(at: now), hasFreeProcess {
        effect.steps.append(flush(cause))
      } else if open.count < configuration.size, let number = line.popFirst() {
        effect.steps += admit(number, at: now)
      } else {
        break
      }
    }
    if isOver { effect.calls += drainers.callAll(.done) }
    if isOver || effect.concernsLoop { effect.calls += loops.callAll(.done) }
    return effect
  }

  private func flushCause(at now: Instant) -> FlushCause? {
    guard !open.isEmpty, let due else { return nil }
    if open.count >= configuration.size { return .size }
    if isClosed, line.isEmpty { return .drain }
    return due <= now ? .linger : nil
  }

  /// When the open batch has lingered long enough for its first item; none where it is empty.
  private var dueOfFirst: Instant? {
    open.first.flatMap { seats[$0]?.batched?.advanced(by: configuration.linger) }
  }

  private mutating func admit(_ number: UInt64, at now: Instant) -> [Step] {
    guard let seat = seats[number] else { return [] }
    let since = seat.batched ?? now
    seats[number]?.batched = since
    open.append(number)
    let batched = Step.batched(by: seat.task, size: open.count)
    guard open.count == 1 else { return [batched] }
    let end = since.advanced(by: configuration.linger)
    due = end
    return [.opened(by: seat.task, lasting: max(.zero, now.duration(to: end))), batched]
  }

  /// A batch over its size, which was made smaller, is cut; the rest goes back to the head of the line.
  private mutating func flush(_ cause: FlushCause) -> Step {
    let numbers = Array(open.prefix(configuration.size))
    line.insert(contentsOf: open.dropFirst(numbers.count), at: 0)
    open = []
    due = nil
    flushed.append(Batch(numbers: numbers, items: numbers.compactMap { seats[$0]?.item }))
    inProcess += 1
    return .flushed(size: numbers.count, cause)
  }
}

// MARK: Dealing with batches

extension MicroBatcherStateMachine {
  enum LoopAction {
    case begin(Batch)
    /// Look again when this instant has come; none is when something has changed.
    case wait(Ticket, until: Instant?)
    case finished
  }

  /// The loop asks what to do.
  mutating func next(by task: TaskID, at now: Instant) -> (Effect, LoopAction) {
    let effect = settle(at: now)
    if let batch = flushed.popFirst() { return (effect, .begin(batch)) }
    if isOver { return (effect, .finished) }
    let deadline = hasFreeProcess ? due : nil
    return (effect, .wait(.loop(loops.enter(task)), until: deadline))
  }

  /// A batch has been dealt with: each submitter is told its own output.
  mutating func ended(
    _ batch: Batch, with result: Result<[Output], any Error>, at now: Instant
  ) -> Effect {
    inProcess -= 1
    let calls = zip(batch.numbers, outputs(of: batch, result)).compactMap { number, output in
      answer(number, .output(output))
    }
    var effect = settle(at: now)
    effect.calls.insert(contentsOf: calls, at: 0)
    // A batch that is open can be flushed again when its time comes.
    if due != nil { effect.calls += loops.callAll(.done) }
    return effect
  }

  private func outputs(of batch: Batch, _ result: Result<[Output], any Error>)
    -> [Result<Output, any Error>]
  {
    let items = batch.items.count
    switch result {
    case .success(let outputs) where outputs.count == items: return outputs.map { .success($0) }
    case .success(let outputs):
      let error = BatcherError.outputsMissing(items: items, outputs: outputs.count)
      return Array(repeating: .failure(error), count: items)
    // To a submitter, a cancellation would mean that nothing was done.
    case .failure(is CancellationError):
      return Array(repeating: .failure(BatcherError.interrupted), count: items)
    case .failure(let error): return Array(repeating: .failure(error), count: items)
    }
  }
}

// MARK: Changing and finishing

extension MicroBatcherStateMachine {
  /// The limits have changed: an open batch keeps its first item's instant, and waits by the new linger.
  mutating func reconfigure(_ new: BatcherConfiguration, at now: Instant) -> Effect {
    configuration = new
    due = dueOfFirst
    var effect = settle(at: now)
    effect.calls += loops.callAll(.done)
    return effect
  }

  /// Nothing more is taken in; what is in is dealt with without lingering.
  mutating func close(at now: Instant) -> Effect {
    isClosed = true
    var effect = settle(at: now)
    effect.calls += loops.callAll(.done)
    return effect
  }

  /// The loop has been stopped: nobody deals any more with what is not in process. Whoever waits for it is told so.
  mutating func abandon(at now: Instant) -> [Call] {
    isClosed = true
    let waiting = open + line + flushed.flatMap(\.numbers)
    inProcess -= flushed.count
    (open, line, flushed, due) = ([], [], [], nil)
    return waiting.compactMap { answer($0, .closed) } + settle(at: now).calls
  }

  /// A task waits until everything has been dealt with; none is: it has.
  mutating func drain(by task: TaskID) -> Ticket? {
    isOver ? nil : .drainer(drainers.enter(task))
  }
}

extension MicroBatcherStateMachine.Batch: Sendable where Item: Sendable {}

extension MicroBatcherStateMachine.Effect {
  /// Whether there is a batch to begin, or a new instant to look at.
  fileprivate var concernsLoop: Bool {
    steps.contains {
      if case .batched = $0 { false } else { true }
    }
  }
}

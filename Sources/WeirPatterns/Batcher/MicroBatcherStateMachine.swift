import DequeModule
import WeirEvents

/// The decisions of a batcher; whoever drives it keeps the time and deals with batches, outside any lock.
///
/// An item is at any moment in exactly one place: in the line, in the open batch, in a batch that was flushed, or
/// answered. While anyone stands in the line, the open batch is full and waits for its turn.
struct MicroBatcherStateMachine<Item, Output, Instant: InstantProtocol, Waiter>
where Instant.Duration == Duration {
  typealias Answer = BatchAnswer<Output>
  typealias Call = WaitCall<Answer, Waiter>

  /// An item and who waits for its output.
  struct Seat {
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

  var configuration: BatcherConfiguration
  var isClosed = false
  var seats: [UInt64: Seat] = [:]
  var seated: UInt64 = 0
  /// Answers to those who were answered before they could be reached.
  private var early: [UInt64: Answer] = [:]
  /// The numbers of items that wait for a place in the open batch.
  var line: Deque<UInt64> = []
  var open: [UInt64] = []
  var due: Instant?
  /// Batches that were flushed and have not been begun.
  var flushed: Deque<Batch> = []
  /// How many batches were flushed and have not ended.
  var inProcess = 0
  var loops = WaitingRoom<Answer, Waiter>()
  var drainers = WaitingRoom<Answer, Waiter>()

  init(_ configuration: BatcherConfiguration) {
    self.configuration = configuration
  }

  /// How many items have no answer yet.
  var remaining: Int { seats.count }

  var isOver: Bool { isClosed && seats.isEmpty && inProcess == 0 }
  var hasFreeProcess: Bool { configuration.concurrency.map { inProcess < $0 } ?? true }
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
    case withdrawn(by: TaskID, size: Int)
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

  mutating func answer(_ number: UInt64, _ answer: Answer) -> Call? {
    guard let seat = seats.removeValue(forKey: number) else { return nil }
    if seat.waiter == nil { early[number] = answer }
    return WaitCall(task: seat.task, waiter: seat.waiter, answer: answer)
  }
}

extension MicroBatcherStateMachine.Batch: Sendable where Item: Sendable {}
